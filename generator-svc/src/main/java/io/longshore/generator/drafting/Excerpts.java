package io.longshore.generator.drafting;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Sentences;
import io.longshore.contracts.text.Text;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.List;

/**
 * The places of the evidence where the answer most likely stands: the sentences that would be said
 * without a model, and their neighbours. For models that read little well.
 */
final class Excerpts {
  private Excerpts() {}

  /**
   * Parts of the passages, in the order of the quotes; those that meet are one.
   *
   * @param around sentences on either side
   */
  static List<Evidence> of(List<Quote> quotes, int around) {
    List<Quote> parts = new ArrayList<>();
    for (Quote quote : quotes) {
      Quote part = widened(quote, around);
      for (Quote other : List.copyOf(parts)) {
        if (other.passage().id().equals(part.passage().id())
            && part.start() <= other.end()
            && other.start() <= part.end()) {
          parts.remove(other);
          part =
              new Quote(
                  part.passage(),
                  Math.min(part.start(), other.start()),
                  Math.max(part.end(), other.end()));
        }
      }
      parts.add(part);
    }
    return parts.stream().map(Excerpts::evidence).toList();
  }

  private static Quote widened(Quote quote, int around) {
    Passage passage = quote.passage();
    Text text = new Text(passage.text());
    var sentences = Sentences.of(passage.text(), passage.language());
    int first = 0;
    int last = sentences.size() - 1;
    for (int i = 0; i < sentences.size(); i++) {
      if (text.codePoint(sentences.get(i).end()) <= quote.start()) {
        first = i + 1;
      }
      if (text.codePoint(sentences.get(i).start()) < quote.end()) {
        last = i;
      }
    }
    int from = Math.clamp(first - (long) around, 0, Math.max(0, sentences.size() - 1));
    int to = Math.min(last + around, sentences.size() - 1);
    return sentences.isEmpty()
        ? quote
        : new Quote(
            passage,
            Math.min(quote.start(), text.codePoint(sentences.get(from).start())),
            Math.max(quote.end(), text.codePoint(sentences.get(to).end())));
  }

  /** A passage of its own, whose span is a part of the other's. */
  private static Evidence evidence(Quote part) {
    Passage whole = part.passage();
    var passage =
        new Passage(
            whole.id(),
            part.span(),
            whole.name(),
            part.text(),
            whole.language(),
            whole.headings(),
            whole.page(),
            whole.score(),
            whole.dense(),
            whole.lexical(),
            whole.coverage(),
            null);
    return new Evidence(passage, whole.score(), List.of());
  }
}
