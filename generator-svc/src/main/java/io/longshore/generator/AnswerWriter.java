package io.longshore.generator;

import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Question;
import io.longshore.generator.Draft.Part;
import io.longshore.generator.abstention.Abstention;
import io.longshore.generator.abstention.Refusal;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.extraction.Extractor;
import io.longshore.generator.extraction.Quote;
import java.util.List;
import java.util.function.Consumer;

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

  /**
   * Writes the answer, or goes on with it.
   *
   * @param draft what is said already
   * @param said told of the draft after each part that is new
   * @return the whole answer: the refusal when the evidence is too weak or none of it could be
   *     verified
   * @throws io.longshore.runtime.blob.BlobUnavailable when the texts can't be read now
   */
  Draft write(Question question, Draft draft, Consumer<Draft> said) {
    if (draft.abstained()) {
      return draft;
    }
    List<Evidence> evidence = question.evidence();
    if (draft.parts().isEmpty() && abstention.isCalledFor(question.standalone(), evidence)) {
      return refused(question, said);
    }
    Draft written = draft;
    List<Quote> quotes = extractor.extract(question.standalone(), evidence);
    for (Quote quote : quotes.subList(Math.min(draft.quotes(), quotes.size()), quotes.size())) {
      if (verifier.stands(question.principal().tenant(), quote.span(), quote.text())) {
        written = written.with(part(quote, written));
        said.accept(written);
      } else {
        written = written.without();
      }
    }
    return written.parts().isEmpty() ? refused(question, said) : written;
  }

  /** Whether all that a draft quotes still stands in the documents. */
  boolean stands(Question question, Draft draft) {
    return draft.citations().stream()
        .allMatch(one -> verifier.stands(question.principal().tenant(), one.span(), one.quote()));
  }

  private static Draft refused(Question question, Consumer<Draft> said) {
    Draft refusal = Draft.abstained(Refusal.to(question.text(), question.scope().pending()));
    said.accept(refusal);
    return refusal;
  }

  private static Part part(Quote quote, Draft before) {
    int number = before.parts().size() + 1;
    String space = number == 1 ? "" : " ";
    String said = quote.cleaned();
    int start = codePoints(before.text() + space);
    var citation =
        new Citation(
            number,
            quote.span(),
            quote.passage().name(),
            quote.text(),
            quote.passage().page(),
            start,
            start + codePoints(said));
    return new Part(space + said + " [" + number + "]", citation);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
