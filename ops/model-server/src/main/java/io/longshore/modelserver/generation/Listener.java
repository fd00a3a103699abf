package io.longshore.modelserver.generation;

/**
 * Hears what becomes of a request, on the engine's thread: it must not wait. The last that it hears
 * is a failure, scores, or a piece with its finish.
 */
public interface Listener<T> {
  void next(T result);

  /**
   * @param failure {@link RequestRefused}, or what the engine couldn't do
   */
  void failed(RuntimeException failure);
}
