package io.longshore.generator;

import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Retrieved;
import io.longshore.generator.abstention.Abstention;
import io.longshore.generator.abstention.Refusal;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.extraction.Extractor;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the answer to a question out of its evidence. */
final class AnswerWriter {
  private final Abstention abstention;
  private final Extractor extractor;
  private final QuoteVerifier verifier;

  AnswerWriter(Abstention abstention, Extractor extractor, QuoteVerifier verifier) {
    this.abstention = abstention;
    this.extractor = extractor;
    this.verifier = verifier;
  }

  /** The ranked evidence; in the order of retrieval, unscored, when the reranker was skipped. */
  static List<Evidence> evidence(Question question) {
    if (question.ranked() != null) {
      return question.ranked().evidence();
    }
    Retrieved retrieved = question.retrieved();
    return retrieved == null
        ? List.of()
        : retrieved.passages().stream()
            .map(passage -> new Evidence(passage, passage.score(), List.of()))
            .toList();
  }

  /**
   * Empty when the evidence is too weak or none of it could be verified.
   *
   * @throws io.longshore.runtime.blob.BlobUnavailable when the texts can't be read now
   */
  Written write(Question question) {
    List<Evidence> evidence = evidence(question);
    if (abstention.isCalledFor(question.standalone(), evidence)) {
      return Written.abstained(Refusal.to(question.text()));
    }
    List<Part> parts = new ArrayList<>();
    int length = 0;
    for (Quote quote : extractor.extract(question.standalone(), evidence)) {
      if (!verifier.stands(question.principal().tenant(), quote.span(), quote.text())) {
        continue;
      }
      Part part = part(quote, parts.size() + 1, length);
      parts.add(part);
      length += part.text().codePointCount(0, part.text().length());
    }
    return parts.isEmpty()
        ? Written.abstained(Refusal.to(question.text()))
        : new Written(parts, false);
  }

  private static Part part(Quote quote, int number, int answerLength) {
    String before = number == 1 ? "" : " ";
    String said = quote.cleaned();
    int start = answerLength + before.length();
    var citation =
        new Citation(
            number,
            quote.span(),
            quote.passage().name(),
            quote.text(),
            quote.passage().page(),
            start,
            start + said.codePointCount(0, said.length()));
    return new Part(before + said + " [" + number + "]", citation);
  }

  /** A piece of the answer, and the source that supports it. */
  record Part(String text, @Nullable Citation citation) {}

  /**
   * The answer.
   *
   * @param abstained whether it says only that the documents don't answer the question
   */
  record Written(List<Part> parts, boolean abstained) {
    static Written abstained(String text) {
      return new Written(List.of(new Part(text, null)), true);
    }

    String text() {
      return String.join("", parts.stream().map(Part::text).toList());
    }

    List<Citation> citations() {
      return parts.stream().map(Part::citation).filter(Objects::nonNull).toList();
    }
  }
}
