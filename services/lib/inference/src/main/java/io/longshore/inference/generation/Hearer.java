package io.longshore.inference.generation;

/** Hears a text while it is written. What it throws stops the model. */
@FunctionalInterface
public interface Hearer {
  void hear(Piece piece);

  /** Called a few times a second while nothing comes. */
  default void waiting() {}
}
