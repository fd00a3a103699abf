package io.longshore.modelserver.packing;

/** More waits already than may. */
public final class QueueFull extends RuntimeException {
  QueueFull() {
    super("Exceeds maximum queue size");
  }
}
