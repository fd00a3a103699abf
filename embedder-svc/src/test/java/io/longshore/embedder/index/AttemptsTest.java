package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private Instant now = Instant.EPOCH;
  private final Attempts attempts = new Attempts(() -> now);

  @Test
  void whatFailsIsTriedOnceMoreAtOnceAndThenLaterAndLater() {
    assertThat(attempts.take(1)).isTrue();
    assertThat(attempts.count(1)).isOne();
    assertThat(attempts.isDue(1)).isTrue();
    assertThat(attempts.take(1)).isTrue();
    assertThat(attempts.count(1)).isEqualTo(2);
    assertThat(attempts.isDue(1)).isFalse();
    assertThat(attempts.take(1)).isFalse();
    assertThat(attempts.take(2)).isTrue();
    after(Attempts.FIRST);
    assertThat(attempts.take(1)).isTrue();
    after(Attempts.FIRST);
    assertThat(attempts.take(1)).isFalse();
    after(Attempts.FIRST);
    assertThat(attempts.take(1)).isTrue();
    for (int i = 0; i < 70; i++) {
      after(Attempts.LONGEST);
      assertThat(attempts.take(1)).isTrue();
    }
  }

  @Test
  void whatIsThroughIsForgotten() {
    attempts.take(1);
    attempts.take(1);
    attempts.take(2);
    attempts.take(2);
    attempts.keep(Set.of(2, 3));
    assertThat(attempts.take(1)).isTrue();
    assertThat(attempts.take(2)).isFalse();
  }

  @Test
  void whatWasTakenAndNotTriedIsAsDueAsBefore() {
    attempts.take(1);
    attempts.take(1);
    after(Attempts.FIRST);
    attempts.take(1);
    attempts.undo(1);
    assertThat(attempts.count(1)).isEqualTo(2);
    assertThat(attempts.take(1)).isTrue();
    assertThat(attempts.take(1)).isFalse();
  }

  private void after(Duration time) {
    now = now.plus(time);
  }
}
