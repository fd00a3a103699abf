package io.longshore.generator.drafting;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.text.Text;
import io.longshore.generator.citation.Limit;
import io.longshore.generator.citation.Stretch;
import io.longshore.generator.extraction.Quote;
import io.longshore.generator.prompt.Quoted;
import java.util.List;

/**
 * A stretch of a document that a model reads.
 *
 * @param text as it is shown
 */
record Block(Stretch stretch, Quoted text) {
  /**
   * @param evidence in the order of documents
   */
  static List<Block> of(List<Evidence> evidence) {
    return Stretch.of(evidence.stream().map(Evidence::passage).toList()).stream()
        .map(stretch -> new Block(stretch, Quoted.of(stretch.text())))
        .toList();
  }

  /**
   * What stands at a place in the documents, as it is read in an answer, with the words that limit
   * a number at its beginning.
   *
   * @param start shown code point
   * @param end behind the last one
   */
  String said(int start, int end) {
    Text shown = new Text(text.text());
    int from = shown.utf16(start);
    int to = shown.utf16(end);
    int begun = shown.codePoint(Limit.begin(text.text(), from));
    int ended = shown.codePoint(Limit.end(text.text(), from, to));
    return Quote.cleaned(
        new Text(stretch.text()).slice(text.originalStart(begun), text.originalEnd(ended)));
  }

  /**
   * The sentences that a place lies in, as {@link Stretch} has them.
   *
   * @param start shown code point
   * @param end behind the last one
   */
  List<Quote> sentencesAround(int start, int end) {
    return stretch.sentencesAround(text.originalStart(start), text.originalEnd(end));
  }
}
