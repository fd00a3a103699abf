package io.longshore.generator;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Question;
import io.longshore.generator.AnswerWriter.Part;
import io.longshore.generator.AnswerWriter.Written;
import io.longshore.generator.task.TaskRepository;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.timing.Timings;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Answers a ranked question in small events. */
final class GenerateStream {
  private static final Logger log = LoggerFactory.getLogger(GenerateStream.class);
  private static final String NO_DATABASE = Rooms.GENERATOR + ":database-unavailable";

  private final AnswerWriter writer;
  private final TaskRepository tasks;
  private final Sender sender;
  private final Clock clock;

  GenerateStream(AnswerWriter writer, TaskRepository tasks, Sender sender, Clock clock) {
    this.writer = writer;
    this.tasks = tasks;
    this.sender = sender;
    this.clock = clock;
  }

  void generate(Question question) {
    Timings timings = Timings.start(Rooms.GENERATOR);
    OptionalInt attempt;
    Question taken = question;
    try {
      attempt = timings.sql(() -> tasks.begin(question.principal(), question.id()));
    } catch (DataAccessException | TransactionException e) {
      // Without the guard a second copy is answered again; the library keeps the first answer.
      log.atWarn().addKeyValue("questionId", question.id()).log("No database: {}", e.getMessage());
      attempt = OptionalInt.of(1);
      taken = question.withDegraded(NO_DATABASE);
    }
    if (attempt.isEmpty()) {
      log.atInfo().addKeyValue("questionId", question.id()).log("Answered before");
      return;
    }
    answer(taken, attempt.getAsInt(), timings);
    if (!taken.degraded().contains(NO_DATABASE)) {
      finish(question);
    }
  }

  private void answer(Question question, int attempt, Timings timings) {
    if (question.isOverdue(clock.instant())) {
      fail(question, attempt, "deadline", "The answer was not ready in time. Ask again.");
      return;
    }
    send(question, AnswerEvent.started(question.id(), question.principal(), attempt));
    List<Evidence> evidence = AnswerWriter.evidence(question);
    List<Evidence> shown = evidence.subList(0, Math.min(question.options().k(), evidence.size()));
    send(question, AnswerEvent.evidence(question.id(), question.principal(), attempt, shown));
    Written written;
    try {
      written = writer.write(question);
    } catch (BlobUnavailable e) {
      log.atError().addKeyValue("questionId", question.id()).setCause(e).log("No texts");
      fail(
          question,
          attempt,
          "sources-unavailable",
          "The texts of the documents can't be read at the moment. Ask again later.");
      return;
    }
    for (Part part : written.parts()) {
      send(question, AnswerEvent.delta(question.id(), question.principal(), attempt, part.text()));
      if (part.citation() != null) {
        send(
            question,
            AnswerEvent.citation(question.id(), question.principal(), attempt, part.citation()));
      }
    }
    var finished =
        new Finished(
            written.text(),
            written.abstained(),
            written.citations(),
            question.withTimings(timings.millis()).timings(),
            question.skipped(),
            question.degraded());
    send(question, AnswerEvent.finished(question.id(), question.principal(), attempt, finished));
    log.atInfo()
        .addKeyValue("questionId", question.id())
        .log(
            "Answered with {} citations{}",
            written.citations().size(),
            written.abstained() ? ", abstained" : "");
  }

  private void fail(Question question, int attempt, String code, String message) {
    send(question, AnswerEvent.failed(question, attempt, code, message));
    log.atInfo().addKeyValue("questionId", question.id()).log("Failed: {}", code);
  }

  private void finish(Question question) {
    try {
      tasks.finish(question.principal(), question.id());
    } catch (DataAccessException | TransactionException e) {
      log.atWarn().addKeyValue("questionId", question.id()).log("Not kept: {}", e.getMessage());
    }
  }

  private void send(Question question, AnswerEvent event) {
    sender.send(Topics.ANSWERS, question.id().toString(), event);
  }
}
