package io.longshore.inference.call;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * retry(breaker(bulkhead(call))) around calls whose time limit is their own deadline; failures come
 * out by name. A full server is asked again and opens no breaker: it works.
 */
public final class Guard {
  private static final int WINDOW = 20;
  private static final int ENOUGH_CALLS = 10;
  private static final int PROBES = 2;

  /**
   * A long text or answer takes minutes on a slow machine: one that ended well in its time is no
   * fault. Unless told so, Resilience4j opens a breaker after calls of a minute.
   */
  private static final Duration NEVER_SLOW = Duration.ofDays(1);

  private static final double BACKOFF_FACTOR = 2;
  private static final double JITTER = 0.5;

  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final Retry retry;

  /**
   * @param name in metrics and health
   * @param states where its parts are kept
   */
  public Guard(String name, GuardLimits limits, GuardStates states) {
    bulkhead =
        states
            .bulkheads()
            .bulkhead(
                name,
                BulkheadConfig.custom()
                    .maxConcurrentCalls(limits.calls())
                    .maxWaitDuration(limits.turn())
                    .build());
    breaker =
        states
            .breakers()
            .circuitBreaker(
                name,
                CircuitBreakerConfig.custom()
                    .slidingWindowSize(WINDOW)
                    .minimumNumberOfCalls(ENOUGH_CALLS)
                    .permittedNumberOfCallsInHalfOpenState(PROBES)
                    .waitDurationInOpenState(limits.openFor())
                    .slowCallDurationThreshold(NEVER_SLOW)
                    .recordException(Guard::isFault)
                    .ignoreException(failure -> !isFault(failure))
                    .build());
    retry =
        states
            .retries()
            .retry(
                name,
                RetryConfig.custom()
                    .maxAttempts(limits.attempts())
                    .intervalFunction(
                        IntervalFunction.ofExponentialRandomBackoff(
                            limits.backoff(), BACKOFF_FACTOR, JITTER, limits.backoffMax()))
                    .retryOnException(Guard::isWorthAnotherTry)
                    .build());
  }

  /**
   * @param call gets the time that is left for it, and fails with {@link ModelUnavailable} (or one
   *     of its kinds) or {@link ModelRefused}; anything else goes through and counts for nothing
   */
  public <T> T call(Bound bound, Function<Duration, T> call) {
    Supplier<T> timed =
        () -> {
          Duration left = bound.left();
          if (left.isZero()) {
            throw new ModelUnavailable("No time is left for the model server", null);
          }
          return call.apply(left);
        };
    Supplier<T> inTurn =
        () -> {
          try {
            return bulkhead.executeSupplier(timed);
          } catch (BulkheadFullException e) {
            throw new ModelBusy("Too many calls wait for the model server", e);
          }
        };
    try {
      return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, inTurn)).get();
    } catch (CallNotPermittedException e) {
      throw new ModelUnavailable(
          "The model server failed too often: it is left alone for a while", e);
    }
  }

  /** What speaks against the server: it failed, was away or took longer than it had. */
  private static boolean isFault(Throwable failure) {
    return failure instanceof ModelUnavailable
        && !(failure instanceof ModelBusy)
        && failure.getCause() != null;
  }

  /** A call that took too long would take too long again. */
  private static boolean isWorthAnotherTry(Throwable failure) {
    return failure instanceof ModelBusy || failure instanceof ModelAway;
  }
}
