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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * retry(breaker(bulkhead(call))) around calls whose time limit is their own deadline; failures come
 * out by name. A full server is asked again and opens no breaker: it works.
 */
final class Guard {
  private static final int WINDOW = 20;
  private static final int ENOUGH_CALLS = 10;
  private static final int PROBES = 2;
  private static final double BACKOFF_FACTOR = 2;
  private static final double JITTER = 0.5;

  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final Retry retry;
  private final BooleanSupplier connected;

  /**
   * @param attempts of a call within its bound
   * @param connected whether the server is there, asked when it refused a call
   */
  Guard(
      String name,
      int calls,
      int attempts,
      EncoderLimits limits,
      GuardStates states,
      BooleanSupplier connected) {
    this.connected = connected;
    bulkhead =
        states
            .bulkheads()
            .bulkhead(
                name,
                BulkheadConfig.custom()
                    .maxConcurrentCalls(calls)
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
                    .recordException(Guard::isFault)
                    .ignoreException(failure -> !isFault(failure))
                    .build());
    retry =
        states
            .retries()
            .retry(
                name,
                RetryConfig.custom()
                    .maxAttempts(attempts)
                    .intervalFunction(
                        IntervalFunction.ofExponentialRandomBackoff(
                            limits.backoff(), BACKOFF_FACTOR, JITTER, limits.backoffMax()))
                    .retryOnException(Guard::isWorthAnotherTry)
                    .build());
  }

  /**
   * @param call gets the time that is left for it
   */
  <T> T call(Bound bound, Function<Duration, T> call) {
    Supplier<T> timed =
        () -> {
          Duration left = bound.left();
          if (left.isZero()) {
            throw new ModelUnavailable("No time is left for the model server", null);
          }
          return named(() -> call.apply(left));
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
    return failure instanceof ModelBusy || isAway(failure);
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof ModelUnavailable
        && failure.getCause() instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.UNAVAILABLE;
  }

  private <T> T named(Supplier<T> call) {
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
        case RESOURCE_EXHAUSTED -> new ModelBusy(message, e);
        // Triton says so when its queue is full; gRPC says so when there is no server.
        case UNAVAILABLE ->
            connected.getAsBoolean() ? new ModelBusy(message, e) : new ModelUnavailable(message, e);
        default -> new ModelUnavailable(message, e);
      };
    }
  }
}
