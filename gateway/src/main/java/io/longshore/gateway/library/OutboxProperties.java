package io.longshore.gateway.library;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The clock that sends documents and sends them again.
 *
 * @param poll how often it looks by itself; what was just committed wakes it at once
 * @param batch how many it takes at a time
 * @param inFlight how many documents may be on their way at once; deletions don't count
 * @param inFlightPerTenant how many of one tenant, so that an import of thousands holds up nobody
 *     else's single one
 * @param attempts how often a version is sent before it is given up
 * @param backoff pause after the first {@code waiting}, and after a description that was sent once;
 *     doubled each time
 * @param backoffMax longest pause
 * @param silence a document that nothing was heard of for so long is sent again
 * @param lease for how long what one gateway sends is no other's; more than a send can take
 * @param stop how long the end of the process waits for what is being sent
 */
@Validated
@ConfigurationProperties("longshore.outbox")
record OutboxProperties(
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("16") @Min(1) @Max(256) int batch,
    @DefaultValue("64") @Min(1) @Max(10_000) int inFlight,
    @DefaultValue("16") @Min(1) @Max(10_000) int inFlightPerTenant,
    @DefaultValue("10") @Min(1) @Max(100) int attempts,
    @DefaultValue("2s") Duration backoff,
    @DefaultValue("5m") Duration backoffMax,
    @DefaultValue("30m") Duration silence,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("8s") Duration stop) {
  OutboxProperties {
    if (poll.toMillis() < 10 || backoff.toMillis() < 10 || backoffMax.compareTo(backoff) < 0) {
      throw new IllegalArgumentException(
          "poll and backoff must be at least 10 ms, backoff-max at least backoff");
    }
    if (silence.toSeconds() < 1) {
      throw new IllegalArgumentException("silence must be at least 1 s");
    }
    if (lease.toSeconds() < 15 || lease.toMinutes() > 10) {
      throw new IllegalArgumentException("lease must be 15 s to 10 min");
    }
    if (stop.isNegative() || stop.toMinutes() > 1) {
      throw new IllegalArgumentException("stop must be at most 1 min");
    }
  }

  /** The pause after so many attempts. */
  Duration backoff(int attempts) {
    int doublings = Math.min(Math.max(attempts - 1, 0), 30);
    Duration pause = backoff.multipliedBy(1L << doublings);
    return pause.compareTo(backoffMax) > 0 ? backoffMax : pause;
  }
}
