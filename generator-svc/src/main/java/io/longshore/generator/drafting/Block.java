package io.longshore.generator.drafting;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.generator.extraction.Quote;
import io.longshore.generator.prompt.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * Passages that follow each other in one section, shown as the one text that they are: an index
 * cuts paragraphs, a reader shouldn't see where.
 *
 * @param passages in their order; at least one
 * @param text as it is shown
 */
record Block(List<Passage> passages, Quoted text) {
  /** Code points between passages that follow each other: white space of a text. */
  private static final int GAP_MAX = 4;

  private static final String GAP = "\n";

  Block {
    passages = List.copyOf(passages);
  }

  /**
   * Joins what follows each other.
   *
   * @param evidence in the order of documents
   */
  static List<Block> of(List<Evidence> evidence) {
    List<List<Passage>> runs = new ArrayList<>();
    for (Evidence one : evidence) {
      Passage passage = one.passage();
      if (runs.isEmpty() || !follows(runs.getLast().getLast(), passage)) {
        runs.add(new ArrayList<>());
      }
      runs.getLast().add(passage);
    }
    return runs.stream()
        .map(run ->
            new Block(run, Quoted.of(String.join(GAP, run.stream().map(Passage::text).toList()))))
        .toList();
  }

  private static boolean follows(Passage before, Passage passage) {
    Span one = before.span();
    Span other = passage.span();
    int gap = other.start() - one.end();
    return one.document().equals(other.document())
        && one.textHash().equals(other.textHash())
        && before.headings().equals(passage.headings())
        && gap >= 0
        && gap <= GAP_MAX;
  }

  /** Above all of them. */
  List<String> headings() {
    return passages.getFirst().headings();
  }

  /**
   * What stands at a place, passage by passage.
   *
   * @param start shown code point
   * @param end behind the last one
   */
  List<Quote> quotes(int start, int end) {
    int from = text.originalStart(start);
    int to = text.originalEnd(end);
    List<Quote> quotes = new ArrayList<>();
    int begun = 0;
    for (Passage passage : passages) {
      int length = passage.span().length();
      int first = Math.max(from - begun, 0);
      int last = Math.min(to - begun, length);
      if (first < last) {
        quotes.add(new Quote(passage, first, last));
      }
      begun += length + GAP.length();
    }
    return quotes;
  }
}
