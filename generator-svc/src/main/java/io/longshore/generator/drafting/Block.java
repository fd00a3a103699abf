package io.longshore.generator.drafting;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import io.longshore.generator.citation.Instructions;
import io.longshore.generator.citation.Limit;
import io.longshore.generator.extraction.Quote;
import io.longshore.generator.prompt.Quoted;
import java.util.ArrayList;
import java.util.List;

/**
 * Passages that follow each other in one section, shown as the one text that they are: an index
 * cuts paragraphs, a reader shouldn't see where.
 *
 * @param passages in their order; at least one
 * @param original their texts, with as many line ends as there are code points between them
 * @param text as it is shown
 */
record Block(List<Passage> passages, String original, Quoted text) {
  /** Code points between passages that follow each other: white space of a text. */
  private static final int GAP_MAX = 4;

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
    return runs.stream().map(Block::joined).toList();
  }

  private static Block joined(List<Passage> passages) {
    var original = new StringBuilder();
    int end = passages.getFirst().span().start();
    for (Passage passage : passages) {
      original.repeat('\n', passage.span().start() - end).append(passage.text());
      end = passage.span().end();
    }
    return new Block(passages, original.toString(), Quoted.of(original.toString()));
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
        new Text(original).slice(text.originalStart(begun), text.originalEnd(ended)));
  }

  /**
   * The sentences that a place lies in, passage by passage; none when one of them doesn't speak to
   * readers.
   *
   * @param start shown code point
   * @param end behind the last one
   */
  List<Quote> sentencesAround(int start, int end) {
    return around(text.originalStart(start), text.originalEnd(end));
  }

  /** The same for a quote of one of the passages. */
  List<Quote> sentencesAround(Quote quote) {
    int begun = begin(quote.passage());
    return around(begun + quote.start(), begun + quote.end());
  }

  private List<Quote> around(int from, int to) {
    Text whole = new Text(original);
    List<Sentences.Range> all = Sentences.of(original, passages.getFirst().language());
    List<Sentences.Range> touched =
        all.stream()
            .filter(one -> whole.codePoint(one.start()) < to && whole.codePoint(one.end()) > from)
            .toList();
    return touched.isEmpty() || !Instructions.without(original, all).containsAll(touched)
        ? List.of()
        : quotes(
            whole.codePoint(touched.getFirst().start()), whole.codePoint(touched.getLast().end()));
  }

  private List<Quote> quotes(int from, int to) {
    List<Quote> quotes = new ArrayList<>();
    for (Passage passage : passages) {
      int begun = begin(passage);
      int first = Math.max(from - begun, 0);
      int last = Math.min(to - begun, passage.span().length());
      if (first < last) {
        quotes.add(new Quote(passage, first, last));
      }
    }
    return quotes;
  }

  /** Code point of the original. */
  private int begin(Passage passage) {
    return passage.span().start() - passages.getFirst().span().start();
  }
}
