package io.longshore.gateway.dispatch;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.question.Question;
import java.time.Instant;
import java.util.List;

/** What is kept of a question when its copy is forgotten: what it takes to end its answer. */
record KeptQuestion(
    QuestionId id,
    Principal principal,
    Instant deadline,
    List<String> skipped,
    List<String> degraded) {
  static KeptQuestion of(Question question) {
    return new KeptQuestion(
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
