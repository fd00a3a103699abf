package io.longshore.contracts;

/**
 * A place in an immutable text.
 *
 * @param document the document that the text belongs to
 * @param textHash lower-case hex SHA-256 of the UTF-8 text; a span never means another version
 * @param start first code point
 * @param end code point after the last one
 */
public record Span(DocumentId document, String textHash, int start, int end) {
  public Span {
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("span [%d,%d) is empty".formatted(start, end));
    }
  }

  public int length() {
    return end - start;
  }

  /** The part of this span given by code points relative to its start. */
  public Span part(int from, int to) {
    if (from < 0 || to > length()) {
      throw new IllegalArgumentException("[%d,%d) is outside of %s".formatted(from, to, this));
    }
    return new Span(document, textHash, start + from, start + to);
  }
}
