package io.longshore.runtime.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retries of a stream function and the bound of a send.
 *
 * @param attempts how often a record is tried before it is parked, 1 to {@value #ATTEMPTS_MAX}
 * @param pause before the second attempt; doubles after that; all pauses together stay below 5 s,
 *     because the records behind wait too
 * @param acknowledged how long a send waits for the broker, at most a minute
 */
@ConfigurationProperties("longshore.stream")
record StreamProperties(
    @DefaultValue("3") int attempts,
    @DefaultValue("500ms") Duration pause,
    @DefaultValue("6s") Duration acknowledged) {
  static final int ATTEMPTS_MAX = 5;
  private static final Duration PAUSES_MAX = Duration.ofSeconds(5);

  StreamProperties {
    if (attempts < 1 || attempts > ATTEMPTS_MAX) {
      throw new IllegalArgumentException(
          "longshore.stream.attempts must be 1 to %d, not %d".formatted(ATTEMPTS_MAX, attempts));
    }
    Duration pauses = pause.multipliedBy((1L << (attempts - 1)) - 1);
    if (pause.isNegative() || pauses.compareTo(PAUSES_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.stream.pause %s makes records wait %s, more than %s"
              .formatted(pause, pauses, PAUSES_MAX));
    }
    if (!acknowledged.isPositive() || acknowledged.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "longshore.stream.acknowledged must be positive and at most 1m, not " + acknowledged);
    }
  }
}
