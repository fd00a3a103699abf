package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private double idle = 2;
  private long now;
  private final Pace pace = new Pace(2, () -> idle, () -> now);

  /** A step of 100 tokens at a rate. */
  private void step(double tokensPerSecond) {
    int _ = pace.threads();
    pace.took(100, (long) (100 / tokensPerSecond * 1e9));
  }

  @Test
  void aStepReadsWhatItsTimeAllows() {
    step(50);
    idle = 0;
    assertThat(pace.tokens(Duration.ofSeconds(1))).isEqualTo(50);
    assertThat(pace.tokens(Duration.ofMillis(1))).isEqualTo(8);
    assertThat(pace.tokens(Duration.ofHours(1))).isEqualTo(512);
  }

  @Test
  void oneThreadComesFirstAndMoreOnceItIsKnownAndACoreIsIdle() {
    assertThat(pace.threads()).isEqualTo(1);
    step(50);
    idle = 0.5;
    assertThat(pace.threads()).isEqualTo(1);
    idle = 1;
    assertThat(pace.threads()).isEqualTo(2);
  }

  @Test
  void moreThreadsThatGainNothingAreGivenUpForAWhile() {
    step(50);
    step(90);
    assertThat(pace.threads()).isEqualTo(2);
    for (int k = 0; k < 4; k++) {
      step(20);
    }
    assertThat(pace.threads()).isEqualTo(1);
    now += Duration.ofSeconds(6).toNanos();
    assertThat(pace.threads()).isEqualTo(2);
  }

  @Test
  void aStepThatTakesFarTooLongWithMoreThreadsIsGivenUp() {
    step(50);
    assertThat(pace.patience(100)).as("one thread waits for nobody").isEqualTo(Long.MAX_VALUE);
    step(100);
    assertThat(Duration.ofNanos(pace.patience(100))).isEqualTo(Duration.ofMillis(4_300));
    pace.fewer();
    assertThat(pace.threads()).isEqualTo(1);
  }
}
