package io.longshore.gateway.stream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of answer streams.
 *
 * @param readers how many requests may read answers at once
 * @param queue how many events a slow reader may be behind before it is cut off; it can resume
 * @param events how many events an answer may have
 * @param replays how many replays of the topic run at once
 * @param replayWait for a free one, and for the broker
 * @param grace after the deadline, before a gateway says that it passed
 * @param heartbeat a silent stream says a comment so often
 * @param abandoned a running answer that nobody reads is stopped after this
 * @param sweep how often what nobody read to its end is looked for
 */
@Validated
@ConfigurationProperties("longshore.streams")
record StreamProperties(
    @DefaultValue("2000") @Min(1) @Max(100_000) int readers,
    @DefaultValue("4096") @Min(16) @Max(1_000_000) int queue,
    @DefaultValue("20000") @Min(16) @Max(1_000_000) int events,
    @DefaultValue("3") @Min(1) @Max(16) int replays,
    @DefaultValue("5s") Duration replayWait,
    @DefaultValue("2s") Duration grace,
    @DefaultValue("15s") Duration heartbeat,
    @DefaultValue("60s") Duration abandoned,
    @DefaultValue("1s") Duration sweep) {
  StreamProperties {
    for (var value : new Duration[] {replayWait, grace, heartbeat, abandoned, sweep}) {
      if (value.toMillis() < 50 || value.toMinutes() >= 10) {
        throw new IllegalArgumentException("longshore.streams times are 50 ms to 10 min");
      }
    }
    if (heartbeat.toSeconds() < 1) {
      throw new IllegalArgumentException("longshore.streams.heartbeat is 1 s to 10 min");
    }
  }
}
