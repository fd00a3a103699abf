package io.longshore.inference.generation;

import io.longshore.inference.call.GuardLimits;
import java.time.Duration;

/**
 * Bounds of what one client asks of a generating model. How long a text may take is said by who
 * calls.
 *
 * @param calls at the same time
 * @param turn how long a call waits for its turn among these before it counts as refused
 * @param attempts of a call of which nothing was heard, while the server is away or full
 * @param openFor how long nothing is asked after half of the calls failed
 */
public record GenerationLimits(int calls, Duration turn, int attempts, Duration openFor) {
  public static final GenerationLimits DEFAULT =
      new GenerationLimits(4, Duration.ofSeconds(2), 2, Duration.ofSeconds(5));
  private static final Duration BACKOFF = Duration.ofMillis(100);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(1);

  public GenerationLimits {
    within("calls", calls, 1, 256);
    within("turn-ms", turn.toMillis(), 100, 30_000);
    within("attempts", attempts, 1, 5);
    within("open-for-ms", openFor.toMillis(), 100, 60_000);
  }

  /** As a guard takes them. */
  public GuardLimits guard() {
    return new GuardLimits(calls, turn, attempts, BACKOFF, BACKOFF_MAX, openFor);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "longshore.generation.%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
