package io.longshore.runtime.blob;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.longshore.runtime.guard.Guards;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * retry(breaker(bulkhead(time limit(call)))) around a store. Reading and writing have breakers of
 * their own, for a full disk can still be read. A {@code put} reads a stream that is not ours: it
 * is not tried again, and its limit counts only while the store keeps the stream waiting, from one
 * read to the next. So a client may be as slow as its own connection allows, and a file system or a
 * bucket that hangs is found out. Puts have places of their own, and wait for one as long as a put
 * may be kept waiting: what comes has been received already. That is no fault of the store.
 */
final class GuardedBlobStore implements BlobStore {
  private static final int WINDOW = 20;
  private static final int ENOUGH_CALLS = 10;
  private static final int PROBES = 2;

  private final BlobStore plain;
  private final Side reading;
  private final Side writing;
  private final Bulkhead puts;
  private final TimeLimiter limiter;
  private final Duration putLimit;
  private final Retry retry;

  /**
   * Guards that one.
   *
   * @param puts at once
   */
  GuardedBlobStore(BlobStore plain, Guards guards, BlobGuardProperties properties, int puts) {
    this.plain = plain;
    reading = new Side("blobs.read", guards, properties);
    writing = new Side("blobs.write", guards, properties);
    putLimit = properties.putLimit();
    this.puts = places("blobs.put", guards, puts, putLimit);
    limiter =
        guards
            .timeLimiters()
            .timeLimiter(
                "blobs",
                TimeLimiterConfig.custom()
                    .timeoutDuration(properties.limit())
                    .cancelRunningFuture(true)
                    .build());
    retry =
        guards
            .retries()
            .retry(
                "blobs",
                RetryConfig.custom()
                    .maxAttempts(properties.attempts())
                    .waitDuration(properties.pause())
                    .retryExceptions(BlobUnavailable.class)
                    .build());
  }

  List<CircuitBreaker> breakers() {
    return List.of(reading.breaker, writing.breaker);
  }

  @Override
  public String put(int tenant, InputStream in) {
    return named(writing.guarded(puts, () -> watched(tenant, in)));
  }

  @Override
  public InputStream open(String key) {
    return again(reading, () -> plain.open(key));
  }

  @Override
  public InputStream open(String key, long from, long length) {
    return again(reading, () -> plain.open(key, from, length));
  }

  @Override
  public long size(String key) {
    return again(reading, () -> plain.size(key));
  }

  @Override
  public boolean exists(String key) {
    return again(reading, () -> plain.exists(key));
  }

  @Override
  public void delete(String key) {
    again(
        writing,
        () -> {
          plain.delete(key);
          return true;
        });
  }

  @Override
  public long bytesMax() {
    return plain.bytesMax();
  }

  private <T> T again(Side side, Callable<T> call) {
    return named(Retry.decorateSupplier(retry, side.guarded(side.bulkhead, () -> timed(call))));
  }

  private String watched(int tenant, InputStream in) {
    var stream = new PatientInputStream(in);
    var task = new FutureTask<>(() -> plain.put(tenant, stream));
    Thread.ofVirtual().start(task);
    try {
      while (true) {
        try {
          return task.get(putLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (stream.takeBackAfter(putLimit)) {
            throw new BlobUnavailable("The blob store did not go on in time", e);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlobUnavailable("Interrupted while a blob was put", e);
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      task.cancel(true); // nothing happens to one that has ended
    }
  }

  /** The stores throw no checked exceptions. */
  private static RuntimeException failure(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }

  private <T> T timed(Callable<T> call) {
    try {
      return limiter.executeFutureSupplier(() -> {
        var task = new FutureTask<T>(call);
        Thread.ofVirtual().start(task);
        return task;
      });
    } catch (TimeoutException e) {
      throw new BlobUnavailable("The blob store did not answer in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlobUnavailable("Interrupted while the blob store was asked", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e); // the stores throw no checked ones
    }
  }

  private static <T> T named(Supplier<T> call) {
    try {
      return call.get();
    } catch (CallNotPermittedException e) {
      throw new BlobUnavailable("The blob store failed too often: it is left alone", e);
    } catch (BulkheadFullException e) {
      throw new BlobUnavailable("Too many calls wait for the blob store", e);
    }
  }

  private static Bulkhead places(String name, Guards guards, int calls, Duration turn) {
    return guards
        .bulkheads()
        .bulkhead(
            name, BulkheadConfig.custom().maxConcurrentCalls(calls).maxWaitDuration(turn).build());
  }

  private static final class Side {
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    Side(String name, Guards guards, BlobGuardProperties properties) {
      bulkhead = places(name, guards, properties.calls(), properties.turn());
      breaker =
          guards
              .breakers()
              .circuitBreaker(
                  name,
                  Guards.faults()
                      .slidingWindowSize(WINDOW)
                      .minimumNumberOfCalls(ENOUGH_CALLS)
                      .permittedNumberOfCallsInHalfOpenState(PROBES)
                      .waitDurationInOpenState(properties.openFor())
                      .recordExceptions(BlobUnavailable.class)
                      .ignoreExceptions(BulkheadFullException.class)
                      .build());
    }

    <T> Supplier<T> guarded(Bulkhead places, Supplier<T> call) {
      return CircuitBreaker.decorateSupplier(breaker, Bulkhead.decorateSupplier(places, call));
    }
  }
}
