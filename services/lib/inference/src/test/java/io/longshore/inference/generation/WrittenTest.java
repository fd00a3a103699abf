package io.longshore.inference.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WrittenTest {
  private static final Duration FIRST_PIECE = Duration.ofMillis(900);
  private static final Duration TOTAL = Duration.ofSeconds(1);

  private static Written written(int tokens, Optional<Duration> firstToken) {
    return new Written(
        "Ada",
        Written.Finish.STOP,
        40,
        0,
        tokens,
        OptionalDouble.empty(),
        Optional.empty(),
        firstToken,
        FIRST_PIECE,
        TOTAL);
  }

  @Test
  void theRateIsOfTheTokensBehindTheFirstOneAndNotBehindTheFirstPiece() {
    assertThat(written(5, Optional.of(Duration.ofMillis(600))).rate()).hasValue(10);
    assertThat(written(5, Optional.empty()).rate()).as("nothing better is known").hasValue(40);
  }

  @Test
  void oneTokenHasNoRate() {
    assertThat(written(1, Optional.of(FIRST_PIECE)).rate()).isEmpty();
    assertThat(written(5, Optional.of(TOTAL)).rate()).isEmpty();
  }
}
