package io.longshore.generator;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Question;
import io.longshore.generator.Draft.Part;
import io.longshore.generator.task.Run;
import io.longshore.generator.task.TaskCancelled;
import io.longshore.generator.task.Work;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a ranked question in small events. */
final class Answering implements Work {
  private static final Logger log = LoggerFactory.getLogger(Answering.class);

  private final AnswerWriter writer;
  private final Sender sender;
  private final Json json;
  private final Traces traces;
  private final AnswerMeters meters;
  private final Clock clock;

  Answering(
      AnswerWriter writer,
      Sender sender,
      Json json,
      Traces traces,
      AnswerMeters meters,
      Clock clock) {
    this.writer = writer;
    this.sender = sender;
    this.json = json;
    this.traces = traces;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public void run(Run run) {
    traces.within(run.question().trace(), () -> answer(run));
  }

  @Override
  public void giveUp(Run run) {
    traces.within(
        run.question().trace(),
        () -> fail(run, new Taken(), "internal", "The answer could not be made. Ask again."));
  }

  private void answer(Run run) {
    Question question = run.question();
    var taken = new Taken();
    if (question.isOverdue(clock.instant())) {
      fail(run, taken, "deadline", "The answer was not ready in time. Ask again.");
      return;
    }
    meters.begun(question);
    try {
      finish(run, written(run, taken), taken);
    } catch (TaskCancelled e) {
      fail(run, taken, "cancelled", "The answer was stopped.");
    } catch (BlobUnavailable e) {
      log.atError().addKeyValue("questionId", question.id()).setCause(e).log("No texts");
      fail(
          run,
          taken,
          "sources-unavailable",
          "The texts of the documents can't be read at the moment. Ask again later.");
    }
  }

  private Answer written(Run run, Taken taken) {
    Question question = run.question();
    send(run, AnswerEvent.started(question.id(), question.principal(), run.attempt()));
    send(
        run,
        AnswerEvent.evidence(question.id(), question.principal(), run.attempt(), question.shown()));
    Draft before = saidBefore(run);
    before.parts().forEach(part -> say(run, part));
    return writer.write(question, before, run.timings(), reader(run, taken));
  }

  private AnswerWriter.Reader reader(Run run, Taken taken) {
    return new AnswerWriter.Reader() {
      @Override
      public void said(Draft draft, List<Part> more) {
        if (draft.parts().size() == more.size()) {
          meters.firstSaid(draft, run.timings().soFar());
        }
        more.forEach(part -> say(run, part));
        run.save(() -> json.text(draft));
      }

      @Override
      public void goOn() {
        run.goOn();
      }

      @Override
      public void took(Tokens more) {
        taken.add(more);
      }
    };
  }

  /**
   * A higher attempt says again what the one before had said, if it still stands. What a model
   * wrote is written anew: no other model goes on with half a text.
   */
  private Draft saidBefore(Run run) {
    try {
      return run.checkpoint()
          .map(text -> json.read(text, Draft.class))
          .filter(draft -> !draft.byModel() && writer.stands(run.question(), draft))
          .orElse(Draft.EMPTY);
    } catch (Poison e) { // another version's: begun anew
      return Draft.EMPTY;
    }
  }

  private void say(Run run, Part part) {
    Question question = run.question();
    var delta = AnswerEvent.delta(question.id(), question.principal(), run.attempt(), part.text());
    send(run, delta);
    if (part.citation() != null) {
      send(
          run,
          AnswerEvent.citation(
              question.id(), question.principal(), run.attempt(), part.citation()));
    }
  }

  private void finish(Run run, Answer answer, Taken taken) {
    Question question = run.question();
    for (String code : answer.degraded()) {
      question = question.withDegraded(Rooms.GENERATOR + ":" + code);
    }
    Draft draft = answer.draft();
    var finished =
        new Finished(
            draft.text(),
            draft.abstained(),
            draft.citations(),
            question.withTimings(run.timings().millis()).timings(),
            question.skipped(),
            question.degraded(),
            Explanation.of(question, answer.steps()),
            taken.tokens(),
            Evidence.coverage(question.evidence()));
    send(run, AnswerEvent.finished(question.id(), question.principal(), run.attempt(), finished));
    log.atInfo()
        .addKeyValue("questionId", question.id())
        .log(
            "Answered with {} citations{}",
            draft.citations().size(),
            draft.abstained() ? ", abstained" : "");
  }

  private void fail(Run run, Taken taken, String code, String message) {
    run.checkHeld();
    Question question = run.question();
    var failed = new Failed(code, message, question.skipped(), question.degraded(), taken.tokens());
    sender.send(
        Topics.ANSWERS,
        question.id().toString(),
        AnswerEvent.failed(question.id(), question.principal(), run.attempt(), failed));
    log.atInfo().addKeyValue("questionId", question.id()).log("Failed: {}", code);
  }

  private void send(Run run, AnswerEvent event) {
    run.goOn();
    sender.send(Topics.ANSWERS, Objects.toString(event.question()), event);
  }
}
