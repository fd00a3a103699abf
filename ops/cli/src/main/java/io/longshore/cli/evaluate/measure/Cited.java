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
   * @param isPassage whether the document is no longer than a passage
   */
  public record Source(String document, List<String> evidence, boolean isPassage) {
    public Source {
      evidence = List.copyOf(evidence);
    }

    /** In a document that is no longer than a passage. */
    public Source(String document, List<String> evidence) {
      this(document, evidence, true);
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

  /**
   * 1 when a quote is of a source's passage, whether it shows the evidence or not, else 0; NaN
   * without such a source.
   */
  public static double passage(List<Quote> quotes, List<Source> sources) {
    var passages = sources.stream().filter(Source::isPassage).map(Source::document).toList();
    if (passages.isEmpty()) {
      return Double.NaN;
    }
    return quotes.stream().anyMatch(quote -> passages.contains(quote.document())) ? 1 : 0;
  }

  private static boolean shows(Quote quote, Source source) {
    return quote.document().equals(source.document())
        && (source.evidence().isEmpty()
            || source.evidence().stream().anyMatch(text -> Overlap.shows(quote.text(), text)));
  }
}
