package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Span;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one broker and one database; the test plays the rooms behind them. */
class AnswersTest {
  private static final TestDatabase DATABASE = LocalStack.database();
  private static final String HASH = "a".repeat(64);

  @TempDir private static Path blobs;
  private static Gateway one;
  private static Gateway other;
  private static RoomsBehind<Question> rooms;

  @BeforeAll
  static void start() {
    one = Gateway.start(DATABASE, blobs);
    other = Gateway.start(DATABASE, blobs);
    rooms = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class);
  }

  @AfterAll
  static void stop() {
    rooms.close();
    other.close();
    one.close();
  }

  @Test
  void anAnswerComesAsJsonWithItsCitationsAndTimings() {
    var later = one.postLater("/api/v1/answers", Map.of("question", "Why to sea?"));
    var question = rooms.hear(asked("Why to sea?"));
    assertThat(question.options().goal()).isEqualTo(Options.Goal.ANSWER);
    assertThat(question.scope().collections()).hasSize(1);
    assertThat(question.timings()).containsKeys("gateway", "gateway.sql");
    assertThat(question.trace()).matches("[0-9a-f]{32}");
    var span = new Span(DocumentId.random(), HASH, 10, 14);
    var citation = new Citation(1, span, "moby.txt", List.of("Loomings"), "damp", 3, 0, 5);
    rooms.answer(
        AnswerEvent.finished(
            question.id(),
            question.principal(),
            1,
            new Finished(
                "Damp. [1]",
                false,
                List.of(citation),
                Map.of("gateway", 2L, "gateway.sql", 1L, "embedder", 9L, "embedder.model", 7L),
                List.of(),
                List.of("reranker:model-unavailable"))));

    var response = later.join();
    assertThat(response.statusCode()).isEqualTo(200);
    var answer = json(response);
    assertThat(answer.at("/status").asString()).isEqualTo("finished");
    assertThat(answer.at("/answer").asString()).isEqualTo("Damp. [1]");
    assertThat(answer.at("/error").isNull()).isTrue();
    assertThat(answer.at("/citations/0/quote").asString()).isEqualTo("damp");
    assertThat(answer.at("/citations/0/page").asInt()).isEqualTo(3);
    assertThat(answer.at("/citations/0/headings/0").asString()).isEqualTo("Loomings");
    assertThat(answer.at("/citations/0/answer_end").asInt()).isEqualTo(5);
    assertThat(answer.at("/degraded/0").asString()).isEqualTo("reranker:model-unavailable");
    long total = answer.at("/timings/total").asLong();
    assertThat(answer.at("/timings/overhead").asLong()).isEqualTo(Math.max(0, total - 8));

    var kept = json(other.get("/api/v1/answers/" + answer.at("/id").asString()));
    assertThat(kept).isEqualTo(answer);
  }

  @Test
  void anAnswerComesAsNumberedEvents() throws Exception {
    try (var events = one.ask(Map.of("question", "stream it"))) {
      var started = events.next();
      assertThat(started.name()).isEqualTo("started");
      assertThat(started.id()).isEqualTo("1");
      var question = rooms.hear(asked("stream it"));
      assertThat(started.data().at("/id").asString()).isEqualTo(question.id().toString());
      rooms.answer(AnswerEvent.started(question.id(), question.principal(), 1));
      rooms.answer(
          AnswerEvent.evidence(question.id(), question.principal(), 1, List.of(evidence("sea"))));
      rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, "Wa"));
      rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, "ter."));
      rooms.answer(RoomsBehind.finished(question, "Water."));
      var rest = events.rest();
      assertThat(rest.stream().map(e -> e.id() + " " + e.name()))
          .containsExactly("2 evidence", "3 delta", "4 delta", "5 finished");
      assertThat(rest.getFirst().data().at("/passages/0/text").asString()).isEqualTo("sea");
      assertThat(rest.getFirst().data().at("/passages/0/headings/0").asString())
          .isEqualTo("Loomings");
      assertThat(rest.getLast().data().at("/answer").asString()).isEqualTo("Water.");
      var kept = json(one.get("/api/v1/answers/" + question.id()));
      assertThat(rest.getLast().data()).isEqualTo(kept);
    }
  }

  @Test
  void aRunningAnswerIsResumedOnAnotherGatewayWithoutGapOrDouble() throws Exception {
    String id;
    Question question;
    try (var events = one.ask(Map.of("question", "resume me"))) {
      id = events.next().data().at("/id").asString();
      question = rooms.hear(asked("resume me"));
      for (int i = 0; i < 50; i++) {
        rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, i + " "));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(events.next().name()).isEqualTo("delta");
      }
    }
    try (var again = other.resume(id, 21)) {
      for (int i = 50; i < 60; i++) {
        rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, i + " "));
      }
      rooms.answer(RoomsBehind.finished(question, "all"));
      var rest = again.rest();
      assertThat(rest.stream().map(e -> e.id() + " " + e.data().path("text").asString("")))
          .startsWith("22 20 ", "23 21 ")
          .contains("51 49 ", "52 50 ", "61 59 ")
          .hasSize(41);
      assertThat(rest.getLast().name()).isEqualTo("finished");
    }
  }

  @Test
  void aFinishedAnswerIsReplayedFromItsRowWithTheSameOrdinals() throws Exception {
    try (var events = one.ask(Map.of("question", "replay me"))) {
      var question = rooms.hear(asked("replay me"));
      rooms.answer(AnswerEvent.started(question.id(), question.principal(), 1));
      rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, "void"));
      rooms.answer(question, "a", "b");
      var live = events.rest();
      assertThat(live.stream().map(Gateway.Event::name))
          .containsExactly("started", "delta", "restarted", "delta", "delta", "finished");
      String id = question.id().toString();
      assertThat(other.resume(id, 0).rest()).isEqualTo(live);
      assertThat(one.resume(id, 4).rest()).isEqualTo(live.subList(4, 6));
      var all =
          one.send(
              java.net.http.HttpRequest.newBuilder(one.uri("/api/v1/answers/" + id + "/events"))
                  .header("Last-Event-ID", "6"));
      assertThat(all.statusCode()).as("nothing more: an EventSource must stop").isEqualTo(204);
    }
  }

  @Test
  void anAnswerIsKeptAlsoWhenTheGatewayThatWasAskedIsGone() throws Exception {
    var third = Gateway.start(DATABASE, blobs);
    String id;
    Question question;
    try (var events = third.ask(Map.of("question", "orphan"))) {
      id = events.next().data().at("/id").asString();
      question = rooms.hear(asked("orphan"));
      rooms.answer(AnswerEvent.delta(question.id(), question.principal(), 1, "kept"));
      assertThat(events.next().data().at("/text").asString()).isEqualTo("kept");
      third.close();
      assertThat(events.rest()).as("a stop ends the stream at once").isEmpty();
    }
    rooms.answer(RoomsBehind.finished(question, "kept"));
    var answer =
        await(
            () -> json(one.get("/api/v1/answers/" + id)),
            found -> !found.at("/status").asString().equals("running"));
    assertThat(answer.at("/answer").asString()).isEqualTo("kept");
    assertThat(one.resume(id, 0).rest().stream().map(Gateway.Event::name))
        .containsExactly("started", "delta", "finished");
  }

  @Test
  void nothingHangsWhenTheRoomsBehindAreSilent() {
    try (var hasty =
        Gateway.start(
            DATABASE,
            blobs,
            "--longshore.dispatch.deadline=300ms",
            "--longshore.streams.grace=200ms")) {
      var answer = json(hasty.post("/api/v1/answers", Map.of("question", "anybody?")));
      assertThat(answer.at("/status").asString()).isEqualTo("failed");
      assertThat(answer.at("/error/code").asString()).isEqualTo("deadline");
      assertThat(json(one.get("/api/v1/answers/" + answer.at("/id").asString()))).isEqualTo(answer);
      var search = hasty.post("/api/v1/search", Map.of("query", "anybody?"));
      assertThat(search.statusCode()).isEqualTo(504);
      assertThat(json(search).at("/code").asString()).isEqualTo("deadline");
    }
  }

  @Test
  void aFollowUpCarriesTheTurnsOfItsConversation() {
    var first = one.postLater("/api/v1/answers", Map.of("question", "Who is Ahab?"));
    rooms.answer(rooms.hear(asked("Who is Ahab?")), "A captain.");
    String conversation = json(first.join()).at("/conversation").asString();
    var second =
        other.postLater(
            "/api/v1/answers", Map.of("question", "And his leg?", "conversation", conversation));
    var question = rooms.hear(asked("And his leg?"));
    assertThat(question.key()).isEqualTo(conversation);
    assertThat(question.history())
        .singleElement()
        .satisfies(turn -> {
          assertThat(turn.question()).isEqualTo("Who is Ahab?");
          assertThat(turn.answer()).isEqualTo("A captain.");
        });
    rooms.answer(question, "Ivory.");
    assertThat(json(second.join()).at("/conversation").asString()).isEqualTo(conversation);
    var whole = json(one.get("/api/v1/conversations/" + conversation));
    assertThat(whole.at("/title").asString()).isEqualTo("Who is Ahab?");
    assertThat(whole.at("/data/0/question").asString()).isEqualTo("Who is Ahab?");
    assertThat(whole.at("/data/1/answer").asString()).isEqualTo("Ivory.");
    assertThat(
            json(one.get("/api/v1/conversations?limit=200")).at("/data").findValuesAsString("id"))
        .contains(conversation);
  }

  @Test
  void aSearchGivesPassagesAndLeavesNoRow() {
    var later = one.postLater("/api/v1/search", Map.of("query", "whale", "k", 1));
    var question = rooms.hear(asked("whale"));
    assertThat(question.options()).isEqualTo(new Options(Options.Goal.SEARCH, 1));
    rooms.answer(
        AnswerEvent.evidence(
            question.id(), question.principal(), 1, List.of(evidence("one"), evidence("two"))));
    rooms.answer(RoomsBehind.finished(question, ""));
    var found = json(later.join());
    assertThat(found.at("/results")).hasSize(1);
    assertThat(found.at("/results/0/text").asString()).isEqualTo("one");
    assertThat(found.at("/results/0/page").isNull()).isTrue();
    assertThat(found.at("/timings/total").asLong()).isPositive();
    assertThat(one.get("/api/v1/answers/" + question.id()).statusCode()).isEqualTo(404);
  }

  @Test
  void aFailureOfTheRoomsIsTold() {
    var later = one.postLater("/api/v1/answers", Map.of("question", "broken"));
    var question = rooms.hear(asked("broken"));
    rooms.answer(
        AnswerEvent.failed(
            question.id(),
            question.principal(),
            1,
            new Failed(
                "retrieval-unavailable", "Start it.", List.of(), List.of("embedder:database"))));
    var answer = json(later.join());
    assertThat(answer.at("/status").asString()).isEqualTo("failed");
    assertThat(answer.at("/answer").isNull()).isTrue();
    assertThat(answer.at("/error/code").asString()).isEqualTo("retrieval-unavailable");
    assertThat(answer.at("/degraded/0").asString()).isEqualTo("embedder:database");
  }

  private static java.util.function.Predicate<Question> asked(String text) {
    return question -> question.text().equals(text);
  }

  private static Evidence evidence(String text) {
    var span = new Span(DocumentId.random(), HASH, 0, text.length());
    return new Evidence(
        new Passage(
            new PassageId(UUID.randomUUID()),
            span,
            "moby.txt",
            text,
            "en",
            List.of("Loomings"),
            null,
            1,
            null,
            null,
            null,
            null),
        0.5,
        List.of());
  }
}
