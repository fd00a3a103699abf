package io.longshore.runtime.working;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a room shows that it lives and does each question once.
 *
 * @param every time between two signs of life for a question, 100 ms to 10 s; far below the silence
 *     after which the gateway takes a question past the room
 * @param remembered questions of each input whose later copies are dropped, 1 to {@value
 *     #REMEMBERED_MAX}
 */
@ConfigurationProperties("longshore.working")
record WorkingProperties(
    @DefaultValue("500ms") Duration every, @DefaultValue("10000") int remembered) {
  static final int REMEMBERED_MAX = 1_000_000;
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  WorkingProperties {
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "longshore.working.every must be %s to %s, not %s".formatted(SHORTEST, LONGEST, every));
    }
    if (remembered < 1 || remembered > REMEMBERED_MAX) {
      throw new IllegalArgumentException(
          "longshore.working.remembered must be 1 to %d, not %d"
              .formatted(REMEMBERED_MAX, remembered));
    }
  }
}
