package io.longshore.gateway.dispatch;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.question.Question;
import java.time.Instant;
import java.util.List;

/** What it takes to end the answer to a question whose copy was forgotten. */
record QuestionHead(
    QuestionId id,
    Principal principal,
    Instant deadline,
    List<String> skipped,
    List<String> degraded) {
  static QuestionHead of(Question question) {
    return new QuestionHead(
        question.id(),
        question.principal(),
        question.deadline(),
        question.skipped(),
        question.degraded());
  }

  AnswerEvent failed(int attempt, String code, String message) {
    return AnswerEvent.failed(id, principal, attempt, new Failed(code, message, skipped, degraded));
  }
}
