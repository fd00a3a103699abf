package io.longshore.gateway.dispatch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How questions are sent.
 *
 * @param deadline how long a question may take
 */
@ConfigurationProperties("longshore.dispatch")
record DispatchProperties(@DefaultValue("60s") Duration deadline) {
  private static final Duration DEADLINE_MAX = Duration.ofMinutes(10);

  DispatchProperties {
    if (deadline.toMillis() < 100 || deadline.compareTo(DEADLINE_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.dispatch.deadline is 100 ms to " + DEADLINE_MAX);
    }
  }
}
