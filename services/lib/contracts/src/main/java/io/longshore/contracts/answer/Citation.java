package io.longshore.contracts.answer;

import io.longshore.contracts.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verified source of a part of the answer: {@code quote} stands at {@code span}, checked before
 * it was sent.
 *
 * @param number as it is shown, from 1
 * @param name of the document
 * @param headings path from the document's title down to the section in which the quote stands
 * @param quote exactly the code points of {@code span}
 * @param page from 1; null for a text without pages
 * @param answerStart first code point of the part of the answer that this supports
 * @param answerEnd code point after the last one
 */
public record Citation(
    int number,
    Span span,
    String name,
    List<String> headings,
    String quote,
    @Nullable Integer page,
    int answerStart,
    int answerEnd) {
  public Citation {
    headings = List.copyOf(headings);
  }

  /** The same place without what was quoted from it: its document was deleted. */
  public Citation erased() {
    return new Citation(number, span, name, List.of(), "", page, answerStart, answerEnd);
  }
}
