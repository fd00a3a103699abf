package io.longshore.gateway.dispatch;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Ranked;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Questions on their way. */
final class SomeQuestion {
  static final Principal PRINCIPAL = new Principal(1, "local", List.of());

  private SomeQuestion() {}

  static Question until(Instant deadline) {
    return of(Options.Goal.ANSWER, deadline);
  }

  static Question of(Options.Goal goal, Instant deadline) {
    return new Question(
        QuestionId.random(),
        PRINCIPAL,
        null,
        "Where is the whale?",
        List.of(),
        new Scope(List.of(CollectionId.random()), List.of()),
        new Options(goal, 10),
        deadline,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        null);
  }

  static Question withRetrieved(Question question, String... texts) {
    var passages = List.of(texts).stream().map(SomeQuestion::passage).toList();
    return question.withRetrieved(new Retrieved(passages, "g", 1, passages.size()));
  }

  static Question withRanked(Question question, Evidence... evidence) {
    return question.withRanked(new Ranked(List.of(evidence)));
  }

  static Passage passage(String text) {
    int length = text.codePointCount(0, text.length());
    return new Passage(
        PassageId.random(),
        new Span(DocumentId.random(), "a".repeat(64), 100, 100 + length),
        "whales.txt",
        text,
        "en",
        List.of(),
        7,
        0.5,
        null,
        null,
        0.4,
        null);
  }
}
