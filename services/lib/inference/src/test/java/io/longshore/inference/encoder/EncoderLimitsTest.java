package io.longshore.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EncoderLimitsTest {
  @Test
  void defaults() {
    assertThat(EncoderLimits.DEFAULT)
        .isEqualTo(
            new EncoderLimits(
                512,
                8,
                16,
                Duration.ofSeconds(2),
                3,
                Duration.ofMillis(100),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5)));
  }

  @Test
  void everyBoundIsBounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(63, 8, 3, 2))
        .withMessageContaining("call-tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(4_097, 8, 3, 2))
        .withMessageContaining("call-tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(512, 0, 3, 2))
        .withMessageContaining("ingestion-calls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(512, 257, 3, 2))
        .withMessageContaining("ingestion-calls");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(512, 8, 0, 2))
        .withMessageContaining("question-attempts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(512, 8, 6, 2))
        .withMessageContaining("question-attempts");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> limits(512, 8, 3, 31))
        .withMessageContaining("turn");
  }

  private static EncoderLimits limits(int callTokens, int calls, int attempts, int turnSeconds) {
    return new EncoderLimits(
        callTokens,
        calls,
        16,
        Duration.ofSeconds(turnSeconds),
        attempts,
        Duration.ofMillis(100),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5));
  }
}
