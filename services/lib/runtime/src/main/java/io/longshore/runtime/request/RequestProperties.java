package io.longshore.runtime.request;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of what a process asks for.
 *
 * @param open requests that may wait for replies at once, 1 to {@value #OPEN_MAX}
 * @param parts of one request, 1 to {@value #PARTS_MAX}
 * @param longest time that a request may wait, at most ten minutes
 * @param silence without a reply, after which is looked whether the room is there, a tenth of a
 *     second to ten minutes
 */
@ConfigurationProperties("longshore.requests")
record RequestProperties(
    @DefaultValue("32") int open,
    @DefaultValue("64") int parts,
    @DefaultValue("1m") Duration longest,
    @DefaultValue("3s") Duration silence) {
  static final int OPEN_MAX = 1024;
  static final int PARTS_MAX = 1024;
  private static final Duration LONGEST_MAX = Duration.ofMinutes(10);
  private static final Duration SILENCE_MIN = Duration.ofMillis(100);

  RequestProperties {
    within("open", open, OPEN_MAX);
    within("parts", parts, PARTS_MAX);
    if (!longest.isPositive() || longest.compareTo(LONGEST_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.requests.longest must be positive and at most %s, not %s"
              .formatted(LONGEST_MAX, longest));
    }
    if (silence.compareTo(SILENCE_MIN) < 0 || silence.compareTo(LONGEST_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.requests.silence must be %s to %s, not %s"
              .formatted(SILENCE_MIN, LONGEST_MAX, silence));
    }
  }

  private static void within(String name, int value, int limit) {
    if (value < 1 || value > limit) {
      throw new IllegalArgumentException(
          "longshore.requests.%s must be 1 to %d, not %d".formatted(name, limit, value));
    }
  }
}
