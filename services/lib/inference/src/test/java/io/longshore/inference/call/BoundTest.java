package io.longshore.inference.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BoundTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void whoeverComesAfterHasAtLeastAsMuchTime() {
    assertThat(Bound.halfUntil(NOW.plusSeconds(60), NOW, Duration.ofMinutes(5)).left())
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  @Test
  void muchTimeLeftIsNoReasonToTakeLong() {
    assertThat(Bound.halfUntil(NOW.plusSeconds(60), NOW, Duration.ofSeconds(5)).left())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
  }

  @Test
  void afterTheDeadlineNothingIsLeft() {
    assertThat(Bound.halfUntil(NOW.minusSeconds(60), NOW, Duration.ofSeconds(5)).left()).isZero();
  }

  @Test
  void allThatIsLeftUntilADeadlineMayBeTakenUpToTheMost() {
    assertThat(Bound.until(NOW.plusSeconds(60), NOW, Duration.ofMinutes(5)).left())
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    assertThat(Bound.until(NOW.plusSeconds(60), NOW, Duration.ofSeconds(5)).left())
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(Bound.until(NOW.minusSeconds(60), NOW, Duration.ofSeconds(5)).left()).isZero();
  }
}
