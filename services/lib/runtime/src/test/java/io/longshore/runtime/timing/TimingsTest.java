package io.longshore.runtime.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.longshore.contracts.Rooms;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimingsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Timings timings = new Timings(Rooms.EMBEDDER, nanos::get);

  @Test
  void theWholeIsMeasuredAndTheSharesAreAddedUp() {
    timings.model(() -> passes(3));
    timings.sql(() -> passes(5));
    timings.model(() -> passes(4));
    passes(1);
    assertThat(timings.millis())
        .containsOnly(
            entry("embedder", 13L), entry("embedder.model", 7L), entry("embedder.sql", 5L));
  }

  @Test
  void whatHappenedIsNeverZero() {
    nanos.addAndGet(1);
    assertThat(timings.millis()).containsEntry("embedder", 1L).doesNotContainKey("embedder.model");
  }

  @Test
  void aCallThatFailsHasTakenItsTimeToo() {
    assertThatThrownBy(() ->
            timings.sql(() -> {
              passes(9);
              throw new IllegalStateException("away");
            }))
        .hasMessage("away");
    assertThat(timings.millis()).containsEntry("embedder.sql", 9L);
  }

  private long passes(long millis) {
    return nanos.addAndGet(millis * 1_000_000);
  }
}
