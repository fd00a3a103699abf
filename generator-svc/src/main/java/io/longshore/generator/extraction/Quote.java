package io.longshore.generator.extraction;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Text;

/**
 * One or more sentences of a passage that follow each other.
 *
 * @param start code point relative to the passage
 * @param end code point after the last one
 */
public record Quote(Passage passage, int start, int end) {
  /** Exactly as it stands in the passage. */
  public String text() {
    return new Text(passage.text()).slice(start, end);
  }

  /** As it is read in an answer: line breaks and runs of white space become one space. */
  public String cleaned() {
    return text().replaceAll("[\\s\\p{Z}]+", " ").strip();
  }

  public Span span() {
    return passage.span().part(start, end);
  }
}
