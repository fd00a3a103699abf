package io.longshore.contracts.question;

import io.longshore.contracts.PassageId;
import io.longshore.contracts.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A span that is indexed, with its text.
 *
 * @param name of the document
 * @param text exactly the code points of {@code span}
 * @param language BCP 47, {@code und} when unknown
 * @param headings path from the document's title down to the section
 * @param page from 1; null for a text without pages
 * @param score after fusion; comparable only within one question
 * @param dense cosine to the question, null when the dense leg did not find it
 * @param lexical BM25, null when the lexical leg did not find it
 * @param coverage share of the question's words, weighted by rarity (idf), that stand in the
 *     passage or its headings; null when the lexical leg did not run
 * @param documentScore of its document, where documents were searched for: of retrieval, then of
 *     the ranker; else null
 */
public record Passage(
    PassageId id,
    Span span,
    String name,
    String text,
    String language,
    List<String> headings,
    @Nullable Integer page,
    double score,
    @Nullable Double dense,
    @Nullable Double lexical,
    @Nullable Double coverage,
    @Nullable Double documentScore) {
  public Passage {
    headings = List.copyOf(headings);
  }

  public Passage withDocumentScore(@Nullable Double ofDocument) {
    return new Passage(
        id,
        span,
        name,
        text,
        language,
        headings,
        page,
        score,
        dense,
        lexical,
        coverage,
        ofDocument);
  }
}
