package io.longshore.runtime.guard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;

/** Where the guards of this process are made, so that {@code resilience4j.*} shows them all. */
public record Guards(
    CircuitBreakerRegistry breakers,
    BulkheadRegistry bulkheads,
    RetryRegistry retries,
    TimeLimiterRegistry timeLimiters) {
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

  /** None yet. */
  public Guards() {
    this(
        CircuitBreakerRegistry.ofDefaults(),
        BulkheadRegistry.ofDefaults(),
        RetryRegistry.ofDefaults(),
        TimeLimiterRegistry.ofDefaults());
  }

  /**
   * Of a breaker that counts faults alone: how long a call may take is its own limit's affair, and
   * one that ended well in its time is none. Unless told so, Resilience4j opens a breaker after
   * calls of a minute.
   */
  public static CircuitBreakerConfig.Builder faults() {
    return CircuitBreakerConfig.custom().slowCallDurationThreshold(NEVER_SLOW);
  }
}
