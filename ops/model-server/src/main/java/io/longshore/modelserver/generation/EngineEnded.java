package io.longshore.modelserver.generation;

/** Nothing is computed any more: the server is closing, or its engine has failed for good. */
public final class EngineEnded extends RuntimeException {
  EngineEnded() {
    super("The model's engine has ended");
  }
}
