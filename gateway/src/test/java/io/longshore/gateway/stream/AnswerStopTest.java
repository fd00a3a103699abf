package io.longshore.gateway.stream;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.usage.Subject;
import io.longshore.gateway.usage.Usage;
import io.longshore.gateway.usage.UsedDay;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;

/** Two gateways; the test plays the rooms, which hear what is cancelled. */
class AnswerStopTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final String SOON = "--longshore.streams.abandoned=2s";

  @TempDir private static Path blobs;
  private static Gateway one;
  private static Gateway other;

  @BeforeAll
  static void start() {
    one = Gateway.start(DATABASE, blobs, SOON);
    other = Gateway.start(DATABASE, blobs, SOON);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
  }

  @Test
  void anAnswerIsStoppedOnAnyGateway() throws IOException {
    try (var rooms = rooms();
        var cancelled = cancellations();
        var events = one.ask(Map.of("question", "Stop me?"))) {
      var id = events.next().data().get("id").asString();
      var question = rooms.hear(asked -> asked.text().equals("Stop me?"));
      assertThat(other.post("/api/v1/answers/" + id + "/cancel", "").statusCode()).isEqualTo(202);
      var said = cancelled.hear(one -> one.question().equals(question.id()));
      assertThat(said.deadline().toEpochMilli()).isEqualTo(question.deadline().toEpochMilli());
      rooms.answer(AnswerEvent.failed(question, 1, "cancelled", "It was stopped."));
      assertThat(events.rest().getLast().data().at("/error/code").asString())
          .isEqualTo("cancelled");
    }
  }

  @Test
  void whatHasEndedIsNotStopped() {
    try (var rooms = rooms()) {
      var later = one.postLater("/api/v1/answers", Map.of("question", "Too late to stop?"));
      rooms.answer(rooms.hear(asked -> asked.text().equals("Too late to stop?")), "Done.");
      var id = json(later.join()).get("id").asString();
      var response = one.post("/api/v1/answers/" + id + "/cancel", "");
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(json(response).get("status").asString()).isEqualTo("finished");
    }
  }

  @Test
  void howItEndedAndWhatItTookAreKeptTogetherOrNotAtAll() {
    var principal = new Principal(77, "asker", List.of());
    var caller = new Caller(principal, Set.of(AccessScope.READ), null);
    var answers = one.part(Answers.class);
    var usage = one.part(Usage.class);
    var ending = one.part(AnswerEnd.class);
    var id = begun(principal);
    usage.asked(caller, id);
    var last =
        AnswerEvent.finished(
            id,
            principal,
            1,
            new Finished(
                "Water.",
                false,
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                null,
                new Tokens(7, 0),
                null));
    usage.read(caller, Long.MAX_VALUE);
    assertThatThrownBy(() -> ending.keep(77, id, List.of(last), Map.of()))
        .as("more than the column holds")
        .isInstanceOf(DataAccessException.class);
    assertThat(answers.get(principal, id).status()).isEqualTo(Answer.Status.RUNNING);
    usage.read(caller, -Long.MAX_VALUE);
    assertThat(ending.keep(77, id, List.of(last), Map.of()).orElseThrow().status())
        .isEqualTo(Answer.Status.FINISHED);
    var days = usage.days(77, Subject.TENANT, usage.today(), usage.today(), null, 9);
    assertThat(days).extracting(UsedDay::tokensRead).containsExactly(7L);
  }

  @Test
  void whatAStoppedAnswerTookUntilThenIsCountedAndWhatNobodySaysIsNot() {
    var principal = new Principal(78, "asker", List.of());
    var usage = one.part(Usage.class);
    for (var tokens : Arrays.asList(new Tokens(120, 5), null)) {
      var id = begun(principal);
      usage.asked(new Caller(principal, Set.of(AccessScope.READ), null), id);
      var failed = new Failed("cancelled", "Stopped.", List.of(), List.of(), tokens);
      one.part(AnswerEnd.class)
          .keep(78, id, List.of(AnswerEvent.failed(id, principal, 1, failed)), Map.of());
    }
    var day = usage.days(78, Subject.TENANT, usage.today(), usage.today(), null, 9).getFirst();
    assertThat(List.of(day.tokensRead(), day.tokensWritten())).containsExactly(120L, 5L);
  }

  @Test
  void anUnknownAnswerCantBeStopped() {
    var path = "/api/v1/answers/" + UUID.randomUUID() + "/cancel";
    assertThat(one.post(path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void anAnswerThatNobodyReadsIsStoppedAndOneThatSomebodyReadsIsNot() throws IOException {
    try (var rooms = rooms();
        var cancelled = cancellations();
        var read = one.ask(Map.of("question", "Do you read me?"))) {
      read.next();
      var kept = rooms.hear(asked -> asked.text().equals("Do you read me?"));
      Question left;
      try (var events = one.ask(Map.of("question", "Left alone?"))) {
        events.next();
        left = rooms.hear(asked -> asked.text().equals("Left alone?"));
        rooms.answer(AnswerEvent.delta(left.id(), left.principal(), 1, "Is anybody "));
        rooms.answer(AnswerEvent.delta(left.id(), left.principal(), 1, "there?"));
        events.next();
      }
      // a client that hung up is noticed when something is written to it
      for (var end = Instant.now().plus(Duration.ofSeconds(15)); Instant.now().isBefore(end); ) {
        rooms.answer(AnswerEvent.delta(left.id(), left.principal(), 1, "?"));
        if (cancelled.hears(one -> one.question().equals(left.id()))) {
          break;
        }
      }
      assertThat(cancelled.heard())
          .extracting(Cancelled::question)
          .contains(left.id())
          .doesNotContain(kept.id());
      rooms.answer(kept, "Loud and clear.");
      assertThat(read.rest().getLast().name()).isEqualTo("finished");
    }
  }

  private static RoomsBehind<Question> rooms() {
    return new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class);
  }

  private static RoomsBehind<Cancelled> cancellations() {
    return new RoomsBehind<>(Topics.CANCELLED, Cancelled.class);
  }

  private static QuestionId begun(Principal principal) {
    var answers = one.part(Answers.class);
    var now = Instant.now();
    var answer =
        Answer.running(
            QuestionId.random(),
            answers.conversation(principal, null, "What is it?"),
            "What is it?",
            0,
            0,
            now.plus(Duration.ofMinutes(1)),
            0,
            now);
    answers.begin(principal, answer);
    return answer.id();
  }
}
