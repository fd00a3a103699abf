package io.longshore.inference.generation;

import java.util.List;

/**
 * What a model has written since the piece before.
 *
 * @param text whole code points; may be empty
 * @param copied spans of the sources that end with this piece, when the model was bound to sources
 */
public record Piece(String text, List<Copied> copied) {
  public Piece {
    copied = List.copyOf(copied);
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
