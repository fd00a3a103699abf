package io.longshore.cli.evaluate.measure;

import java.util.List;

/** Whether what is cited is what answers the question. */
public final class Cited {
  private Cited() {}

  /**
   * A place that an answer should cite.
   *
   * @param document id in the corpus
   * @param evidence texts of which a quote has to show one; empty when any place of the document
   *     will do
   */
  public record Source(String document, List<String> evidence) {
    public Source {
      evidence = List.copyOf(evidence);
    }
  }

  /** A citation: the document's id in the corpus, and what is quoted of it. */
  public record Quote(String document, String text) {}

  /** The share of the quotes that show a source; NaN without quotes or sources. */
  public static double precision(List<Quote> quotes, List<Source> sources) {
    if (quotes.isEmpty() || sources.isEmpty()) {
      return Double.NaN;
    }
    long right = quotes.stream().filter(q -> sources.stream().anyMatch(s -> shows(q, s))).count();
    return (double) right / quotes.size();
  }

  /** The share of the sources that a quote shows; NaN without sources. */
  public static double recall(List<Quote> quotes, List<Source> sources) {
    if (sources.isEmpty()) {
      return Double.NaN;
    }
    long shown = sources.stream().filter(s -> quotes.stream().anyMatch(q -> shows(q, s))).count();
    return (double) shown / sources.size();
  }

  private static boolean shows(Quote quote, Source source) {
    return quote.document().equals(source.document())
        && (source.evidence().isEmpty()
            || source.evidence().stream().anyMatch(text -> Overlap.shows(quote.text(), text)));
  }
}
