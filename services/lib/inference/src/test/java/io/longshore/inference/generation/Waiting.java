package io.longshore.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.inference.call.Bound;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Lets all pieces pass.
 *
 * @param turn what it does each time that it is asked whether to go on
 */
public record Waiting(Runnable turn) implements Hearer {
  @Override
  public void hear(Piece piece) {}

  @Override
  public void waiting() {
    turn.run();
  }

  /**
   * Whoever waits stops a model that says nothing, by an exception that comes out, and its server
   * is left.
   *
   * @param reached whether the server has the request: before, nobody would have to hang up
   * @param left counted down by the server
   */
  public static void assertStops(
      TextGenerator generator,
      Prompt prompt,
      Sampling sampling,
      BooleanSupplier reached,
      CountDownLatch left)
      throws InterruptedException {
    var impatient =
        new Waiting(() -> {
          if (reached.getAsBoolean()) {
            throw new CancellationException("enough");
          }
        });
    Bound ample = Bound.within(Duration.ofSeconds(20));
    assertThatThrownBy(() -> generator.write(prompt, sampling, ample, impatient))
        .isInstanceOf(CancellationException.class);
    assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
