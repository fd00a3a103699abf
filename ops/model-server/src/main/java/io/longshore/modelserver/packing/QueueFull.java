package io.longshore.modelserver.packing;

/** More waits already than may. */
public final class QueueFull extends RuntimeException {
  public QueueFull() {
    super("Exceeds maximum queue size");
  }
}
