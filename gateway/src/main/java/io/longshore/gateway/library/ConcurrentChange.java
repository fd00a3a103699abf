package io.longshore.gateway.library;

/** Somebody else changed it in between: the transaction is worth another try. */
final class ConcurrentChange extends RuntimeException {
  ConcurrentChange(String message) {
    super(message);
  }
}
