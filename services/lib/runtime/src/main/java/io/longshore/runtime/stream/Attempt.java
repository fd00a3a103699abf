package io.longshore.runtime.stream;

/**
 * How often the record in this thread's hands was tried. On the last attempt a room that has
 * another way to come back to the work (a document's outbox) says so and returns instead of
 * throwing.
 */
public final class Attempt {
  private static final ThreadLocal<Boolean> LAST = ThreadLocal.withInitial(() -> true);

  private Attempt() {}

  /** Whether the record is parked when the function throws now; true outside of a stream. */
  public static boolean isLast() {
    return LAST.get();
  }

  static void begin(boolean last) {
    LAST.set(last);
  }

  static void end() {
    LAST.remove();
  }
}
