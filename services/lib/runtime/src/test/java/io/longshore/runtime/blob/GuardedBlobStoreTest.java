package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.longshore.runtime.guard.Guards;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedBlobStoreTest implements BlobStoreContract {
  private final CountDownLatch never = new CountDownLatch(1);
  private final Failing failing = new Failing();

  @TempDir private Path root;
  private @Nullable GuardedBlobStore guarded;

  @Override
  public GuardedBlobStore store() {
    if (guarded == null) {
      guarded = guarded(64, Duration.ofSeconds(10));
    }
    return guarded;
  }

  private GuardedBlobStore guarded(int puts, Duration limit) {
    failing.plain = new DirectoryBlobStore(root);
    var turn = Duration.ofSeconds(10);
    var openFor = Duration.ofSeconds(60);
    return new GuardedBlobStore(
        failing,
        new Guards(),
        new BlobGuardProperties(64, turn, limit, limit, 2, Duration.ofMillis(1), openFor),
        puts);
  }

  @Test
  void filesThatTakeMinutesToComeAreNoFaults() {
    String key = store().put(1, bytes());
    for (CircuitBreaker breaker : store().breakers()) {
      for (int i = 0; i < 20; i++) {
        breaker.onSuccess(10, TimeUnit.MINUTES);
      }
    }
    assertThat(store().put(1, bytes())).isEqualTo(key);
  }

  @Test
  void aReadThatFailsOnceIsTriedAgain() {
    String key = store().put(1, bytes());
    failing.failures.set(1);
    assertThat(store().size(key)).isEqualTo(3);
  }

  @Test
  void aStoreThatCanNotBeWrittenIsLeftAloneAndStillRead() {
    String key = store().put(1, bytes());
    failing.full = true;
    for (int i = 0; i < 9; i++) { // and one that worked: enough to judge
      assertThatThrownBy(() -> store().put(1, bytes()))
          .isInstanceOf(BlobUnavailable.class)
          .hasMessageContaining("full");
    }
    assertThatThrownBy(() -> store().put(1, bytes()))
        .isInstanceOf(BlobUnavailable.class)
        .hasCauseInstanceOf(CallNotPermittedException.class);
    assertThat(store().size(key)).isEqualTo(3);
    assertThat(store().breakers())
        .extracting(CircuitBreaker::getState)
        .containsExactly(CircuitBreaker.State.CLOSED, CircuitBreaker.State.OPEN);
  }

  @Test
  void whatIsMissingAndWhatTheClientBreaksOffSpeaksNotAgainstTheStore() {
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() -> store().open(MISSING)).isInstanceOf(BlobMissing.class);
      assertThatThrownBy(() -> store().put(1, BlobStoreContract.brokenAfter("abc")))
          .isInstanceOf(UncheckedIOException.class);
    }
    assertThatCode(() -> store().put(1, bytes())).doesNotThrowAnyException();
  }

  @Test
  void aCallThatHangsEndsInItsTime() {
    var store = guarded(64, Duration.ofMillis(100));
    failing.hang = true;
    long start = System.nanoTime();
    assertThatThrownBy(() -> store.exists(MISSING))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining("in time");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aPutThatHangsEndsInItsTimeAndItsStreamIsReadNoMore() throws InterruptedException {
    var store = guarded(64, Duration.ofMillis(100));
    failing.hang = true;
    var in = bytes();
    assertThatThrownBy(() -> store.put(1, in))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining("in time");
    assertThat(failing.late.take()).isEqualTo("The stream was taken back");
    assertThat(in).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void morePutsThanThereArePlacesAreRefusedAfterTheirTurnAndThatIsNoFault() throws Exception {
    var store = guarded(4, Duration.ofMillis(100));
    var inside = new CountDownLatch(4);
    var go = new CountDownLatch(1);
    var slow =
        new InputStream() {
          @Override
          public int read() {
            inside.countDown();
            try {
              go.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return -1;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            return read();
          }
        };
    var uploads = new Thread[4];
    for (int i = 0; i < 4; i++) {
      uploads[i] = Thread.ofVirtual().start(() -> store.put(1, slow));
    }
    inside.await();
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> store.put(1, bytes()))
          .isInstanceOf(BlobUnavailable.class)
          .hasMessageContaining("Too many");
    }
    store.delete(MISSING);
    go.countDown();
    for (Thread upload : uploads) {
      upload.join();
    }
    assertThatCode(() -> store.put(1, bytes())).doesNotThrowAnyException();
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(new byte[] {1, 2, 3});
  }

  /** A directory that fails when it is told so. */
  private final class Failing implements BlobStore {
    private final AtomicInteger failures = new AtomicInteger();
    private volatile BlobStore plain = this;
    private volatile boolean full;
    private volatile boolean hang;
    private final BlockingQueue<String> late = new LinkedBlockingQueue<>();

    /** Until it is interrupted. */
    private void await() {
      try {
        never.await();
      } catch (InterruptedException e) {
        // goes on late
      }
    }

    @Override
    public String put(int tenant, InputStream in) {
      if (full) {
        throw new BlobUnavailable("full", null);
      }
      if (hang) {
        await();
        try {
          late.add(String.valueOf(in.read()));
        } catch (IOException e) {
          late.add(String.valueOf(e.getMessage()));
        }
      }
      return plain.put(tenant, in);
    }

    @Override
    public InputStream open(String key) {
      return plain.open(key);
    }

    @Override
    public InputStream open(String key, long from, long length) {
      return plain.open(key, from, length);
    }

    @Override
    public long size(String key) {
      if (failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        throw new BlobUnavailable("once", null);
      }
      return plain.size(key);
    }

    @Override
    public boolean exists(String key) {
      if (hang) {
        await();
      }
      return plain.exists(key);
    }

    @Override
    public void delete(String key) {
      plain.delete(key);
    }
  }
}
