package io.longshore.gateway.dispatch;

import io.longshore.contracts.Limits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How questions are sent and watched.
 *
 * @param deadline how long a question may take
 * @param silence of a room, after which a question is taken past it (twice as long for the
 *     embedder, without which it fails); well above the time between two signs of life
 * @param watched questions at once; one more is not taken past silent rooms
 * @param watchedBytes of the records of those questions, which take up to twice as much of the
 *     heap; a question whose record does not fit can't be taken past a silent room, and fails there
 */
@ConfigurationProperties("longshore.dispatch")
record DispatchProperties(
    @DefaultValue("60s") Duration deadline,
    @DefaultValue("1500ms") Duration silence,
    @DefaultValue("10000") int watched,
    @DefaultValue("32MB") DataSize watchedBytes) {
  static final int WATCHED_MAX = 1_000_000;
  static final DataSize WATCHED_BYTES_MIN = DataSize.ofBytes(Limits.RECORD_BYTES);
  static final DataSize WATCHED_BYTES_MAX = DataSize.ofGigabytes(16);

  DispatchProperties {
    if (deadline.toMillis() < 100 || deadline.compareTo(Limits.DEADLINE_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.dispatch.deadline is 100 ms to " + Limits.DEADLINE_MAX);
    }
    if (silence.toMillis() < 100 || silence.compareTo(Limits.DEADLINE_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.dispatch.silence is 100 ms to " + Limits.DEADLINE_MAX);
    }
    if (watched < 1 || watched > WATCHED_MAX) {
      throw new IllegalArgumentException("longshore.dispatch.watched is 1 to " + WATCHED_MAX);
    }
    if (watchedBytes.compareTo(WATCHED_BYTES_MIN) < 0
        || watchedBytes.compareTo(WATCHED_BYTES_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.dispatch.watched-bytes is %d KB to %d GB"
              .formatted(WATCHED_BYTES_MIN.toKilobytes(), WATCHED_BYTES_MAX.toGigabytes()));
    }
  }
}
