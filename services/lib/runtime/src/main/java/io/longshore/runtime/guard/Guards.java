package io.longshore.runtime.guard;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;

/** Where the guards of this process are made, so that {@code resilience4j.*} shows them all. */
public record Guards(
    CircuitBreakerRegistry breakers,
    BulkheadRegistry bulkheads,
    RetryRegistry retries,
    TimeLimiterRegistry timeLimiters) {

  /** None yet. */
  public Guards() {
    this(
        CircuitBreakerRegistry.ofDefaults(),
        BulkheadRegistry.ofDefaults(),
        RetryRegistry.ofDefaults(),
        TimeLimiterRegistry.ofDefaults());
  }
}
