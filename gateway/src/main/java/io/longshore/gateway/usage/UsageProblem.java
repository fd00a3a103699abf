package io.longshore.gateway.usage;

import io.longshore.runtime.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A limit is reached. */
final class UsageProblem extends ErrorResponseException {
  private UsageProblem(String code, String detail, long seconds) {
    super(
        HttpStatus.TOO_MANY_REQUESTS,
        Problems.of(HttpStatus.TOO_MANY_REQUESTS, code, detail),
        null);
    getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
  }

  static UsageProblem of(Meter meter, Instant now) {
    boolean requests = meter.quota() == Quota.REQUESTS;
    return new UsageProblem(
        requests ? "rate-limited" : "quota-spent",
        "%s may use %d %s a %s, and this is more. It begins anew at %s."
            .formatted(
                meter.ofTenant() ? "Your tenant" : "You",
                meter.limit(),
                meter.quota().label(),
                requests ? "minute" : "day",
                meter.resets()),
        seconds(meter, now));
  }

  /** Until it begins anew, at least one. */
  static long seconds(Meter meter, Instant now) {
    return Math.max(1, Duration.between(now, meter.resets()).plusMillis(999).toSeconds());
  }
}
