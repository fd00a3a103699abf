package io.longshore.generator;

import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.question.Question;
import io.longshore.generator.Draft.Part;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.drafting.Statement;
import io.longshore.generator.extraction.Quote;
import java.util.ArrayList;
import java.util.List;

/** One answer while it is written: every statement is verified before it is said. */
final class Writing {
  private static final String ANSWERED = "answered";
  private static final String ABSTAINED = "abstained";

  private final Question question;
  private final QuoteVerifier verifier;
  private final AnswerWriter.Reader reader;
  private final Steps steps = new Steps();
  private final List<String> degraded = new ArrayList<>();
  private Draft draft;

  Writing(Question question, Draft draft, QuoteVerifier verifier, AnswerWriter.Reader reader) {
    this.question = question;
    this.draft = draft;
    this.verifier = verifier;
    this.reader = reader;
  }

  Question question() {
    return question;
  }

  AnswerWriter.Reader reader() {
    return reader;
  }

  Steps steps() {
    return steps;
  }

  boolean hasSaid() {
    return !draft.parts().isEmpty();
  }

  void degraded(String code) {
    degraded.add(code);
  }

  /** What follows is a model's. */
  void byModel() {
    draft = Draft.ofModel();
  }

  /** What follows is the documents' own. */
  void byDocuments() {
    if (draft.byModel()) {
      draft = Draft.EMPTY;
    }
  }

  /** Says a statement, if every quote that it rests on stands where it is said to. */
  void say(Statement statement) {
    int tenant = question.principal().tenant();
    long begun = System.nanoTime();
    boolean stands =
        statement.quotes().stream()
            .allMatch(quote -> verifier.stands(tenant, quote.span(), quote.text()));
    steps.verified(stands, begun);
    if (stands) {
      List<Part> more = parts(statement);
      draft = draft.with(more);
      reader.said(draft, more);
    } else {
      draft = draft.without();
    }
  }

  private List<Part> parts(Statement statement) {
    String joint = hasSaid() ? statement.joint() : "";
    int start = codePoints(draft.text() + joint);
    int end = start + codePoints(statement.text());
    List<Part> parts = new ArrayList<>();
    int number = draft.citations().size();
    for (Quote quote : statement.quotes()) {
      number++;
      var citation =
          new Citation(
              number,
              quote.span(),
              quote.passage().name(),
              quote.passage().headings(),
              quote.text(),
              quote.passage().page(),
              start,
              end);
      String mark = "[" + number + "]";
      String text = parts.isEmpty() ? joint + statement.text() + " " + mark : mark;
      parts.add(new Part(text, citation));
    }
    return parts;
  }

  /** What was said before, and what was added; a refusal stays as it is. */
  Answer goneOn() {
    boolean refused = draft.abstained();
    steps.goneOn(refused ? ABSTAINED : ANSWERED, question.evidence());
    return new Answer(draft, degraded, refused ? steps.ends() : steps.all());
  }

  Answer answer(String why) {
    steps.decided(ANSWERED, why);
    return new Answer(draft, degraded, steps.all());
  }

  Answer refuse(String text, String why) {
    draft = Draft.abstained(text);
    reader.said(draft, draft.parts());
    steps.decided(ABSTAINED, why);
    return new Answer(draft, degraded, steps.all());
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
