package io.longshore.gateway.dispatch;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Scope;
import io.longshore.contracts.question.Turn;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.library.Library;
import io.longshore.gateway.stream.AnswerEnd;
import io.longshore.gateway.stream.AnswerReader;
import io.longshore.gateway.stream.AnswerStreams;
import io.longshore.gateway.usage.Usage;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.timing.Timings;
import io.longshore.runtime.trace.CurrentTrace;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Makes a question of what was asked and sends it on its way. */
@Service
public final class Dispatcher {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final TenantTransaction transactions;
  private final Library library;
  private final Answers answers;
  private final AnswerStreams streams;
  private final AnswerEnd ending;
  private final Usage usage;
  private final Bypass bypass;
  private final Sender sender;
  private final CurrentTrace trace;
  private final DispatchProperties properties;
  private final Clock clock;

  Dispatcher(
      TenantTransaction transactions,
      Library library,
      Answers answers,
      AnswerStreams streams,
      AnswerEnd ending,
      Usage usage,
      Bypass bypass,
      Sender sender,
      CurrentTrace trace,
      DispatchProperties properties,
      Clock clock) {
    this.transactions = transactions;
    this.library = library;
    this.answers = answers;
    this.streams = streams;
    this.ending = ending;
    this.usage = usage;
    this.bypass = bypass;
    this.sender = sender;
    this.trace = trace;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * A question on its way.
   *
   * @param reader to be closed by the caller
   */
  public record Asked(Answer answer, AnswerReader reader) {}

  /**
   * A search on its way; it leaves no row.
   *
   * @param pendingDocuments of its scope, not ready yet
   * @param reader to be closed by the caller
   */
  public record Searched(Instant at, int pendingDocuments, AnswerReader reader) {}

  /** Sends a question and keeps it. */
  public Asked ask(Caller caller, Ask ask) {
    Principal principal = caller.principal();
    var timings = Timings.start(Rooms.GATEWAY);
    var asked = clock.instant();
    var opened = streams.open(principal, QuestionId.random(), asked.plus(properties.deadline()));
    var reader = opened.reader();
    try {
      var begun =
          timings.sql(() ->
              transactions.call(
                  principal,
                  jdbc -> {
                    var scope = scope(principal, ask);
                    var conversation =
                        answers.conversation(principal, ask.conversation(), ask.text());
                    var history =
                        ask.conversation() == null
                            ? List.<Turn>of()
                            : answers.history(principal, conversation);
                    var answer = running(opened, conversation, ask, scope, asked);
                    answers.begin(principal, answer);
                    usage.asked(caller, answer.id());
                    return new Begun(
                        answer,
                        question(principal, opened, ask, conversation, history, scope, asked));
                  }));
      send(begun.question(), timings);
      return new Asked(begun.answer(), reader);
    } catch (SendFailed e) {
      reader.close();
      giveUp(principal, opened.question());
      throw DispatchProblem.unavailable();
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Sends a search. */
  public Searched search(Principal principal, Ask ask) {
    var timings = Timings.start(Rooms.GATEWAY);
    var asked = clock.instant();
    var opened = streams.open(principal, QuestionId.random(), asked.plus(properties.deadline()));
    var reader = opened.reader();
    try {
      var scope = timings.sql(() -> scope(principal, ask));
      send(question(principal, opened, ask, null, List.of(), scope, asked), timings);
      return new Searched(asked, scope.pending(), reader);
    } catch (SendFailed e) {
      reader.close();
      throw DispatchProblem.unavailable();
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private Scope scope(Principal principal, Ask ask) {
    var scope = library.scope(principal, ask.collection(), ask.documents()).filtered(ask.filter());
    return ask.settings() == null ? scope : scope.with(ask.settings());
  }

  private record Begun(Answer answer, Question question) {}

  private Question question(
      Principal principal,
      AnswerStreams.Opened opened,
      Ask ask,
      @Nullable ConversationId conversation,
      List<Turn> history,
      Scope scope,
      Instant asked) {
    return new Question(
        opened.question(),
        principal,
        conversation,
        ask.text(),
        history,
        scope,
        ask.options(),
        asked.plus(properties.deadline()),
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        trace.id().orElse(null));
  }

  private void send(Question question, Timings timings) {
    var timed = question.withTimings(timings.millis());
    bypass.sending(timed);
    try {
      sender.send(Topics.QUESTIONS_RECEIVED, question.key(), timed);
    } catch (SendFailed e) {
      bypass.notSent(timed);
      throw e;
    }
    log.info(
        "question sent questionId={} goal={} history={}",
        question.id(),
        question.options().goal(),
        question.history().size());
  }

  private Answer running(
      AnswerStreams.Opened opened,
      ConversationId conversation,
      Ask ask,
      Scope scope,
      Instant asked) {
    return Answer.running(
        opened.question(),
        conversation,
        ask.text(),
        opened.partition(),
        opened.firstOffset(),
        asked.plus(properties.deadline()),
        scope.pending(),
        asked);
  }

  private void giveUp(Principal principal, QuestionId id) {
    var failed =
        new Failed(
            "questions-unavailable",
            "The question could not be sent on its way.",
            List.of(),
            List.of());
    var events = List.of(AnswerEvent.failed(id, principal, 1, failed));
    ending.keep(principal.tenant(), id, events, Map.of());
  }
}
