package io.longshore.inference.encoder;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * retry(breaker(bulkhead(call))) around calls that have a deadline of their own; failures come out
 * by name.
 */
final class Guard {
  private static final int WINDOW = 20;
  private static final int ENOUGH_CALLS = 10;
  private static final int PROBES = 2;
  private static final double BACKOFF_FACTOR = 2;

  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final Retry retry;

  /**
   * @param deadline of a call, and how long a call may wait for its turn
   */
  Guard(String name, int calls, Duration deadline, EncoderLimits limits) {
    bulkhead =
        Bulkhead.of(
            name,
            BulkheadConfig.custom().maxConcurrentCalls(calls).maxWaitDuration(deadline).build());
    breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(ENOUGH_CALLS)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .waitDurationInOpenState(limits.openFor())
                .recordException(failure -> failure instanceof ModelUnavailable)
                .build());
    retry =
        Retry.of(
            name,
            RetryConfig.custom()
                .maxAttempts(limits.attempts())
                .intervalFunction(
                    IntervalFunction.ofExponentialBackoff(limits.backoff(), BACKOFF_FACTOR))
                .retryOnException(Guard::isWorthAnotherTry)
                .build());
  }

  <T> T call(Supplier<T> call) {
    Supplier<T> named = () -> named(call);
    try {
      return Retry.decorateSupplier(
              retry,
              CircuitBreaker.decorateSupplier(breaker, Bulkhead.decorateSupplier(bulkhead, named)))
          .get();
    } catch (CallNotPermittedException e) {
      throw new ModelUnavailable(
          "The model server failed too often: it is left alone for a while", e);
    } catch (BulkheadFullException e) {
      throw new ModelUnavailable("Too many calls wait for the model server", e);
    }
  }

  /** A call that took too long would take too long again. */
  private static boolean isWorthAnotherTry(Throwable failure) {
    return failure instanceof ModelUnavailable
        && failure.getCause() instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.UNAVAILABLE;
  }

  private static <T> T named(Supplier<T> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      String message =
          "The model server answered %s: %s"
              .formatted(e.getStatus().getCode(), e.getStatus().getDescription());
      throw switch (e.getStatus().getCode()) {
        case INVALID_ARGUMENT,
            NOT_FOUND,
            UNIMPLEMENTED,
            OUT_OF_RANGE,
            FAILED_PRECONDITION,
            PERMISSION_DENIED,
            UNAUTHENTICATED ->
            new ModelRefused(message, e);
        default -> new ModelUnavailable(message, e);
      };
    }
  }
}
