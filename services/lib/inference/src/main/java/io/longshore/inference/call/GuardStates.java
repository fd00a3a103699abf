package io.longshore.inference.call;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;

/** What guards the calls of a client, for metrics and health. */
public record GuardStates(
    CircuitBreakerRegistry breakers, BulkheadRegistry bulkheads, RetryRegistry retries) {

  public static GuardStates empty() {
    return new GuardStates(
        CircuitBreakerRegistry.ofDefaults(),
        BulkheadRegistry.ofDefaults(),
        RetryRegistry.ofDefaults());
  }
}
