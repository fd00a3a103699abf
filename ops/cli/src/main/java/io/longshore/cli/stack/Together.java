package io.longshore.cli.stack;

import io.longshore.local.LocalFailure;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Does one thing for each of several, at once. */
final class Together {
  private Together() {}

  /**
   * Waits for all.
   *
   * @throws LocalFailure the first one, in the order of the list
   */
  static <T> void each(List<T> all, Consumer<T> work) {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      all.stream()
          .<Future<?>>map(one -> pool.submit(() -> work.accept(one)))
          .toList()
          .forEach(Together::await);
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LocalFailure failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
    }
  }
}
