package io.longshore.local.process;

import io.longshore.local.LocalFailure;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition that only polling can show. */
public final class Await {
  private static final Duration STEP = Duration.ofMillis(20);

  private Await() {}

  /**
   * @return whether the condition came true within the bound
   */
  public static boolean until(BooleanSupplier condition, Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      LockSupport.parkNanos(STEP.toNanos());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new LocalFailure("Interrupted while waiting.");
      }
    }
    return true;
  }
}
