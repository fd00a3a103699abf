package io.longshore.gateway.dispatch;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with little patience; the test plays the rooms, and leaves some silent. */
class BypassTest {
  private static final TestDatabase DATABASE = LocalStack.database();

  @TempDir private static Path blobs;
  private static Gateway one;

  private RoomsBehind<Question> recalled;
  private RoomsBehind<Question> ranked;
  private RoomsBehind<Question> received;

  @BeforeAll
  static void start() {
    one =
        Gateway.start(
            DATABASE,
            blobs,
            "--longshore.dispatch.silence=1s",
            "--longshore.dispatch.watched-bytes=512KB");
  }

  @AfterAll
  static void stop() {
    one.close();
  }

  @BeforeEach
  void hear() {
    received = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class);
    recalled = new RoomsBehind<>(Topics.QUESTIONS_RECALLED, Question.class);
    ranked = new RoomsBehind<>(Topics.QUESTIONS_RANKED, Question.class);
  }

  @AfterEach
  void close() {
    received.close();
    recalled.close();
    ranked.close();
  }

  @Test
  void aQuestionIsTakenPastSilentMemory() {
    var later = one.postLater("/api/v1/answers", Map.of("question", "Silent memory?"));
    var question = recalled.hear(asked("Silent memory?"));
    assertThat(question.skipped()).containsExactly("memory");
    recalled.answer(question, "It was silent.");
    assertThat(json(later.join()).get("skipped").get(0).asString()).isEqualTo("memory");
  }

  @Test
  void aQuestionFailsWhenTheEmbedderIsSilent() {
    var later = one.postLater("/api/v1/answers", Map.of("question", "Silent embedder?"));
    var question = received.hear(asked("Silent embedder?"));
    received.say(Topics.QUESTIONS_RECALLED, question.key(), question);
    var answer = json(later.join());
    assertThat(answer.get("status").asString()).isEqualTo("failed");
    assertThat(answer.get("error").get("code").asString()).isEqualTo("retrieval-unavailable");
  }

  @Test
  void aQuestionIsTakenPastASilentReranker() {
    var later = one.postLater("/api/v1/answers", Map.of("question", "Silent reranker?"));
    var question = received.hear(asked("Silent reranker?"));
    received.say(
        Topics.QUESTIONS_RETRIEVED, question.key(), SomeQuestion.withRetrieved(question, "One."));
    var taken = ranked.hear(asked("Silent reranker?"));
    assertThat(taken.skipped()).containsExactly("reranker");
    assertThat(taken.retrieved()).isNotNull();
    ranked.answer(taken, "One.");
    assertThat(json(later.join()).get("answer").asString()).isEqualTo("One.");
  }

  @Test
  void aSearchEndsWithoutASilentReranker() {
    var later = one.postLater("/api/v1/search", Map.of("query", "Silent search?"));
    var question = received.hear(asked("Silent search?"));
    received.say(
        Topics.QUESTIONS_RETRIEVED, question.key(), SomeQuestion.withRetrieved(question, "One."));
    var found = json(later.join());
    assertThat(found.get("results").get(0).get("text").asString()).isEqualTo("One.");
    assertThat(found.get("skipped").get(0).asString()).isEqualTo("reranker");
  }

  @Test
  void theBestQuotesAreTheAnswerOfASilentGenerator() throws IOException {
    try (var events = one.ask(Map.of("question", "Silent generator?"))) {
      var started = events.next();
      var question = received.hear(asked("Silent generator?"));
      received.say(
          Topics.QUESTIONS_RANKED,
          question.key(),
          SomeQuestion.withRetrieved(question, "The whale is white."));
      var rest = events.rest();
      assertThat(rest)
          .extracting(Gateway.Event::name)
          .containsExactly("evidence", "delta", "citation", "finished");
      var id = started.data().get("id").asString();
      var kept = json(one.get("/api/v1/answers/" + id));
      assertThat(kept.get("answer").asString()).isEqualTo("The whale is white. [1]");
      assertThat(kept.get("skipped").get(0).asString()).isEqualTo("generator");
      assertThat(kept.get("citations").get(0).get("quote").asString())
          .isEqualTo("The whale is white.");
    }
  }

  @Test
  void aStoppedAnswerOfASilentGeneratorEndsCancelled() throws IOException {
    try (var events = one.ask(Map.of("question", "Stop the silent?"))) {
      var id = events.next().data().get("id").asString();
      var question = received.hear(asked("Stop the silent?"));
      received.say(
          Topics.QUESTIONS_RANKED, question.key(), SomeQuestion.withRetrieved(question, "Quote."));
      assertThat(one.post("/api/v1/answers/" + id + "/cancel", "").statusCode()).isEqualTo(202);
      assertThat(events.rest().getLast().data().at("/error/code").asString())
          .isEqualTo("cancelled");
    }
  }

  @Test
  void whatAGeneratorSaysThatComesBackTooLateIsDropped() throws IOException {
    try (var events = one.ask(Map.of("question", "Late generator?"))) {
      var started = events.next();
      var question = received.hear(asked("Late generator?"));
      received.say(
          Topics.QUESTIONS_RANKED, question.key(), SomeQuestion.withRetrieved(question, "Quote."));
      assertThat(events.rest().getLast().name()).isEqualTo("finished");
      received.answer(question, "Too late.");
      var id = started.data().get("id").asString();
      try (var again = one.resume(id, 0)) {
        assertThat(again.rest().getLast().data().get("answer").asString()).isEqualTo("Quote. [1]");
      }
    }
  }

  @Test
  void aRoomThatWorksLongerThanTheSilenceIsNotTakenPast() throws InterruptedException {
    var later = one.postLater("/api/v1/answers", Map.of("question", "Slow memory?"));
    var question = received.hear(asked("Slow memory?"));
    for (var end = Instant.now().plusSeconds(3); Instant.now().isBefore(end); ) {
      received.say(
          Topics.PROGRESS,
          question.id().toString(),
          Progress.working(Rooms.MEMORY, question.principal(), question.id()));
      TimeUnit.MILLISECONDS.sleep(100); // the work itself
    }
    received.answer(question, "Slow but sure.");
    var answer = json(later.join());
    assertThat(answer.get("answer").asString()).isEqualTo("Slow but sure.");
    assertThat(answer.get("skipped")).isEmpty();
  }

  @Test
  void anotherGatewayTakesOnWhatAKilledOneWatched() {
    var question =
        SomeQuestion.until(Instant.now().plus(Duration.ofSeconds(30))); // sent by nobody here
    received.say(Topics.QUESTIONS_RECEIVED, question.key(), question);
    var taken = recalled.hear(copy -> copy.id().equals(question.id()));
    assertThat(taken.skipped()).isEqualTo(List.of("memory"));
  }

  @Test
  void ofTwoQuestionsThatDoNotFitTogetherTheLargerOneFailsBehindASilentRoom() {
    try (var answers = new RoomsBehind<>(Topics.ANSWERS, AnswerEvent.class)) {
      var small = large(45);
      var large = large(50);
      received.say(Topics.QUESTIONS_RANKED, small.key(), small);
      received.say(Topics.QUESTIONS_RANKED, large.key(), large);
      var failed = answers.hear(event -> event.question().equals(large.id()) && event.isLast());
      assertThat(failed.failed()).extracting("code").isEqualTo("too-many-questions");
      var finished = answers.hear(event -> event.question().equals(small.id()) && event.isLast());
      assertThat(finished.kind()).isEqualTo(AnswerEvent.Kind.FINISHED);
    }
  }

  /** A question of 6 KB a passage. */
  private static Question large(int passages) {
    var texts = Collections.nCopies(passages, "whale ".repeat(1_000)).toArray(String[]::new);
    return SomeQuestion.withRetrieved(
        SomeQuestion.until(Instant.now().plus(Duration.ofSeconds(30))), texts);
  }

  private static Predicate<Question> asked(String text) {
    return question -> question.text().equals(text);
  }
}
