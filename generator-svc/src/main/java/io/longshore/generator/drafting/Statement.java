package io.longshore.generator.drafting;

import io.longshore.generator.extraction.Quote;
import java.util.List;

/**
 * A piece of an answer, and what it rests on.
 *
 * @param joint between this and the statement before
 * @param text without marks of sources
 * @param quotes that support it, the strongest first; at least one
 */
public record Statement(String joint, String text, List<Quote> quotes) {
  private static final String SPACE = " ";

  public Statement {
    quotes = List.copyOf(quotes);
    if (text.isBlank() || quotes.isEmpty()) {
      throw new IllegalArgumentException("a statement without words or support");
    }
  }

  /** Sentences of a document, as they stand there. */
  public static Statement of(Quote quote) {
    return new Statement(SPACE, quote.cleaned(), List.of(quote));
  }

  /** A sentence of its own. */
  static Statement sentence(String text, List<Quote> quotes) {
    return new Statement(SPACE, text, quotes);
  }
}
