package io.longshore.models.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferTest {
  private static final long MB = 1_000_000;

  private final AtomicLong nanos = new AtomicLong(5);
  private final List<String> told = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();
  private final Transfer transfer =
      new Transfer(
          "tiny",
          400 * MB,
          nanos::get,
          (step, done) -> {
            told.add(step);
            shares.add(done);
          });

  @Test
  void bytesOfPartsAddUpAndTheTimeLeftFollowsFromTheSpeedSoFar() {
    transfer.at(0, 60 * MB);
    after(10);
    transfer.at(1, 40 * MB);
    assertThat(told).containsExactly("tiny: 100 of 400 MB, 0:30 min left");
    assertThat(shares.getFirst()).isBetween(0.23, 0.25);
  }

  @Test
  void itIsToldAtMostOnceASecond() {
    for (int i = 1; i <= 20; i++) {
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
      transfer.at(0, i * MB);
    }
    assertThat(told).hasSize(5);
    assertThat(shares).isSorted();
  }

  @Test
  void beforeTheFirstByteNoTimeIsPromised() {
    after(3);
    transfer.at(0, 0);
    assertThat(told).containsExactly("tiny: 0 of 400 MB");
  }

  private void after(int seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }
}
