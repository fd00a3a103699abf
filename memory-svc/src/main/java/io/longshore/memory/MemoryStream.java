package io.longshore.memory;

import static java.util.stream.Collectors.toSet;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.Turn;
import io.longshore.memory.followup.FollowUps;
import io.longshore.memory.turn.TurnRepository;
import io.longshore.runtime.stream.Attempt;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.timing.Timings;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Makes questions standalone on their way, and remembers what was asked and answered. */
final class MemoryStream {
  private static final Logger log = LoggerFactory.getLogger(MemoryStream.class);
  private static final String NO_DATABASE = "database-unavailable";

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
    Finished finished = event.finished();
    Set<DocumentId> sources =
        finished.citations().stream().map(one -> one.span().document()).collect(toSet());
    if (turns.answered(event.principal(), event.question(), finished.text(), sources, event.at())) {
      log.atInfo().addKeyValue("questionId", event.question()).log("Turn remembered");
    }
  }

  /** A document that is deleted is forgotten; what is handed in is the embedder's. */
  void forget(SectionsSubmitted item) {
    if (item.action() != Action.DELETE) {
      return;
    }
    try {
      turns.erase(item.principal(), item.document(), item.version());
    } catch (DataAccessException | TransactionException e) {
      waitOrThrow(item, e);
      return;
    }
    progress(Progress.erased(Rooms.MEMORY, item.principal(), item.document(), item.version()));
    log.atInfo().addKeyValue("documentId", item.document()).log("Document forgotten");
  }

  /** The gateway hands the delete in again later; until the last attempt it is tried here. */
  private void waitOrThrow(SectionsSubmitted item, RuntimeException cause) {
    if (!Attempt.isLast()) {
      throw cause;
    }
    log.atWarn()
        .addKeyValue("documentId", item.document())
        .log("No database: {}", cause.getMessage());
    progress(
        Progress.waiting(
            Rooms.MEMORY,
            item.principal(),
            item.document(),
            item.version(),
            NO_DATABASE,
            "It goes on by itself as soon as this is back."));
  }

  private void progress(Progress progress) {
    sender.send(Topics.PROGRESS, String.valueOf(progress.document()), progress);
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
          .withDegraded(Rooms.MEMORY + ":" + NO_DATABASE);
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
