package io.longshore.reranker;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Passage;
import java.util.List;

/** Passages for tests. */
public final class Passages {
  private static final String HASH = "0".repeat(64);

  private Passages() {}

  public static Passage of(DocumentId document, int start, String text, double score) {
    int end = start + text.codePointCount(0, text.length());
    return new Passage(
        PassageId.random(),
        new Span(document, HASH, start, end),
        "handbook.md",
        text,
        "en",
        List.of(),
        null,
        score,
        0.8,
        1.0,
        0.5,
        null);
  }

  public static Passage under(List<String> headings, String text) {
    return named("handbook.md", headings, text);
  }

  public static Passage named(String name, List<String> headings, String text) {
    Passage plain = of(text, 1);
    return new Passage(
        plain.id(),
        plain.span(),
        name,
        text,
        plain.language(),
        headings,
        null,
        plain.score(),
        plain.dense(),
        plain.lexical(),
        plain.coverage(),
        null);
  }

  /** In a document of its own. */
  public static Passage of(String text, double score) {
    return of(DocumentId.random(), 0, text, score);
  }
}
