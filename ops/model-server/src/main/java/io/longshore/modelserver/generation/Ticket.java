package io.longshore.modelserver.generation;

/** A request that waits or runs. */
public final class Ticket {
  private final boolean first;
  private final Runnable wake;
  private volatile boolean cancelled;

  Ticket(boolean first, Runnable wake) {
    this.first = first;
    this.wake = wake;
  }

  /** Nobody waits for it any more: it ends before the next token. */
  public void cancel() {
    cancelled = true;
    wake.run();
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Whether it goes before those that aren't. */
  boolean isFirst() {
    return first;
  }
}
