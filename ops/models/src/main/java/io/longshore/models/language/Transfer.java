package io.longshore.models.language;

import io.longshore.models.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How far the downloads of one model are together, told at most once a second. */
final class Transfer {
  /** Joining and checking come after the last byte. */
  private static final double SHARE = 0.94;

  private static final double MB = 1e6;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final long total;
  private final LongSupplier nanoTime;
  private final Progress progress;
  private final Map<Integer, Long> bytes = new HashMap<>();
  private final long began;
  private long told;

  /**
   * @param total bytes to be downloaded
   * @param nanoTime the clock
   */
  Transfer(String name, long total, LongSupplier nanoTime, Progress progress) {
    this.name = name;
    this.total = total;
    this.nanoTime = nanoTime;
    this.progress = progress;
    this.began = nanoTime.getAsLong();
    this.told = began;
  }

  /** A part has so many of its bytes; fewer than before mean that it began again. */
  synchronized void at(int part, long partBytes) {
    bytes.put(part, partBytes);
    long now = nanoTime.getAsLong();
    if (now - told < SECOND) {
      return;
    }
    told = now;
    long done = Math.min(total, bytes.values().stream().mapToLong(Long::longValue).sum());
    progress.at(
        "%s: %.0f of %.0f MB%s".formatted(name, done / MB, total / MB, left(done, now)),
        SHARE * done / total);
  }

  private String left(long done, long now) {
    if (done == 0) {
      return "";
    }
    var left = Duration.ofNanos((long) ((double) (now - began) * (total - done) / done));
    return ", %d:%02d min left".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
