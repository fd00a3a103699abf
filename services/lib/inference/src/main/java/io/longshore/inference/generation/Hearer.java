package io.longshore.inference.generation;

/** Hears a text while it is written. What it throws stops the model. */
@FunctionalInterface
public interface Hearer {
  void hear(Piece piece);

  /** Called a few times a second until the text ends, whether pieces come or not. */
  default void waiting() {}

  /**
   * Called when the server says of tokens that it took, before the piece that came with it; of a
   * text that breaks off, too.
   *
   * @param read of the prompt, more than it said before
   * @param written more than it said before
   */
  default void took(int read, int written) {}
}
