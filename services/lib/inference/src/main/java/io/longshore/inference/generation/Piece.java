package io.longshore.inference.generation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a model has written since the piece before.
 *
 * @param text whole code points; may be empty
 * @param copied spans of the sources that end with this piece, when the model was bound to sources
 * @param likelihood of all tokens so far, bound or not: mean of the natural logarithms of their
 *     probabilities, where the server says it
 */
public record Piece(String text, List<Copied> copied, OptionalDouble likelihood) {
  public Piece {
    copied = List.copyOf(copied);
  }

  /** Of a server that says nothing of likelihoods. */
  public Piece(String text, List<Copied> copied) {
    this(text, copied, OptionalDouble.empty());
  }

  /**
   * A part of a source, word for word.
   *
   * @param source index among the sources that were given
   * @param start first code point of it in that source
   * @param end code point after the last one
   */
  public record Copied(int source, int start, int end) {
    public Copied {
      if (source < 0 || start < 0 || end <= start) {
        throw new IllegalArgumentException(
            "[%d,%d) of source %d is no span".formatted(start, end, source));
      }
    }
  }
}
