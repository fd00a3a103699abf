package io.longshore.memory;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.Turn;
import io.longshore.memory.followup.FollowUps;
import io.longshore.memory.turn.TurnRepository;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.timing.Timings;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Makes questions standalone on their way, and remembers what was asked and answered. */
final class MemoryStream {
  private static final Logger log = LoggerFactory.getLogger(MemoryStream.class);

  private final TurnRepository turns;
  private final Sender sender;
  private final Clock clock;

  MemoryStream(TurnRepository turns, Sender sender, Clock clock) {
    this.turns = turns;
    this.sender = sender;
    this.clock = clock;
  }

  void recall(Question question) {
    if (question.isOverdue(clock.instant())) {
      fail(question);
      return;
    }
    Timings timings = Timings.start(Rooms.MEMORY);
    Question recalled = recalled(question, timings);
    sender.send(Topics.QUESTIONS_RECALLED, question.key(), recalled.withTimings(timings.millis()));
  }

  /** Turns whose question did not pass here are not remembered: there is nothing to complete. */
  void remember(AnswerEvent event) {
    if (event.kind() != AnswerEvent.Kind.FINISHED
        || event.finished() == null
        || event.finished().text().isBlank()) {
      return;
    }
    String answer = event.finished().text();
    if (turns.answered(event.principal(), event.question(), answer, event.at())) {
      log.atInfo().addKeyValue("questionId", event.question()).log("Turn remembered");
    }
  }

  private Question recalled(Question question, Timings timings) {
    ConversationId conversation = question.conversation();
    if (conversation == null) {
      return question.withRecalled(FollowUps.standalone(question.text(), question.history()));
    }
    try {
      List<Turn> before =
          question.history().isEmpty()
              ? timings.sql(() ->
                  turns.latest(
                      question.principal(), conversation, question.id(), FollowUps.TURNS_MAX))
              : question.history();
      Recalled recalled = FollowUps.standalone(question.text(), before);
      timings.sql(() -> {
        turns.asked(
            question.principal(),
            conversation,
            question.id(),
            question.text(),
            recalled.standalone(),
            clock.instant());
        return true;
      });
      return question.withRecalled(recalled);
    } catch (DataAccessException | TransactionException e) {
      log.atWarn().addKeyValue("questionId", question.id()).log("No database: {}", e.getMessage());
      return question
          .withRecalled(FollowUps.standalone(question.text(), question.history()))
          .withDegraded(Rooms.MEMORY + ":database-unavailable");
    }
  }

  private void fail(Question question) {
    sender.send(
        Topics.ANSWERS,
        question.id().toString(),
        AnswerEvent.failed(
            question,
            AnswerEvent.FIRST_ATTEMPT,
            "deadline",
            "The answer was not ready in time. Ask again."));
  }
}
