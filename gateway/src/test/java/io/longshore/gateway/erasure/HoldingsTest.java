package io.longshore.gateway.erasure;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.PassageId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Span;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.RoomsBehind;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The test plays the rooms that are asked. */
class HoldingsTest {
  private static final UUID NOBODY = new UUID(0, 0);
  private static final TestDatabase DATABASE = LocalStack.database();

  @TempDir private static Path blobs;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway = Gateway.start(DATABASE, blobs);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void everyOwnerSaysWhatItHoldsAndTopicsAreListedApart() {
    var id = handedIn("held.txt");
    quoted(id);
    var found =
        holdings(
            id,
            new Reply(
                NOBODY, 0, "{\"owner\":\"embedder\",\"counts\":{\"passages\":3}}", null, null));
    assertThat(found.get("complete").asBoolean()).isTrue();
    assertThat(counts(found, "embedder").get("passages").asLong()).isEqualTo(3);
    assertThat(counts(found, "gateway").get("blobs").asLong()).isEqualTo(1);
    assertThat(counts(found, "gateway").get("orders").asLong()).isEqualTo(1);
    assertThat(counts(found, "gateway").get("sources").asLong()).isEqualTo(1);
    // a passage, a citation, and both again in the end of the answer and in its row
    assertThat(counts(found, "gateway").get("quotes").asLong()).isEqualTo(4);
    assertThat(counts(found, "gateway").get("rows").asLong()).as("document, version").isEqualTo(2);
    assertThat(found.get("held").asLong()).isEqualTo(12);
    assertThat(found.get("topics")).hasSize(1);
    var topic = found.get("topics").get(0);
    assertThat(topic.get("topic").asString()).isEqualTo("answers");
    assertThat(topic.get("records").asLong()).isEqualTo(3);
    assertThat(Instant.parse(topic.get("expires_at").asString()))
        .isBetween(Instant.now().plusSeconds(23 * 3600), Instant.now().plusSeconds(25 * 3600));
  }

  @Test
  void topicsAreNotReadWhereOnlyOwnersAreAskedFor() {
    var id = handedIn("quick.txt");
    quoted(id);
    var reply = new Reply(NOBODY, 0, "{\"owner\":\"embedder\",\"counts\":{}}", null, null);
    var found = holdings(id, "?topics=false", reply);
    assertThat(found.get("topics")).isEmpty();
    assertThat(found.get("complete").asBoolean()).isTrue();
    assertThat(counts(found, "gateway").get("quotes").asLong()).isEqualTo(4);
    var path = "/api/v1/documents/" + id + "/holdings?topics=perhaps";
    assertThat(gateway.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void anOwnerThatCouldNotBeLookedAtIsNamed() {
    var found =
        holdings(handedIn("unseen.txt"), new Reply(NOBODY, 0, null, "failed", "No database."));
    assertThat(found.get("complete").asBoolean()).isFalse();
    var owner =
        found
            .get("owners")
            .valueStream()
            .filter(one -> one.get("owner").asString().equals("embedder"))
            .findFirst()
            .orElseThrow();
    assertThat(owner.get("error").asString()).contains("No database.");
  }

  @Test
  void anUnknownDocumentIsNotLookedFor() {
    assertThat(gateway.get("/api/v1/documents/" + DocumentId.random() + "/holdings").statusCode())
        .isEqualTo(404);
  }

  private static DocumentId handedIn(String name) {
    var document =
        json(gateway.upload(name, (name + ": the whale is white.").getBytes(UTF_8), Map.of()));
    return DocumentId.of(document.get("id").asString());
  }

  /** An answer that quotes the document. */
  private static void quoted(DocumentId id) {
    try (var rooms = new RoomsBehind<>(Topics.QUESTIONS_RECEIVED, Question.class)) {
      var later = gateway.postLater("/api/v1/answers", Map.of("question", "Which whale?"));
      var question = rooms.hear(one -> one.text().equals("Which whale?"));
      var span = new Span(id, "a".repeat(64), 0, 19);
      var citation =
          new Citation(1, span, "held.txt", List.of("Whales"), "The whale is white.", null, 0, 19);
      var principal = question.principal();
      rooms.answer(AnswerEvent.evidence(question.id(), principal, 1, List.of(evidence(span))));
      rooms.answer(AnswerEvent.delta(question.id(), principal, 1, "The whale is white. [1]"));
      rooms.answer(AnswerEvent.citation(question.id(), principal, 1, citation));
      rooms.answer(
          AnswerEvent.finished(
              question.id(),
              principal,
              1,
              new Finished(
                  "The whale is white. [1]",
                  false,
                  List.of(citation),
                  Map.of(),
                  List.of(),
                  List.of())));
      assertThat(later.join().statusCode()).isEqualTo(200);
    }
  }

  private static Evidence evidence(Span span) {
    var passage =
        new Passage(
            PassageId.random(),
            span,
            "held.txt",
            "The whale is white.",
            "en",
            List.of(),
            null,
            1,
            null,
            null,
            null,
            null);
    return new Evidence(passage, 1, List.of());
  }

  /** Memory and generator hold nothing, the embedder replies as given. */
  private static JsonNode holdings(DocumentId id, Reply embedder) {
    return holdings(id, "", embedder);
  }

  private static JsonNode holdings(DocumentId id, String query, Reply embedder) {
    try (var first = room(Rooms.EMBEDDER);
        var second = room(Rooms.MEMORY);
        var third = room(Rooms.GENERATOR)) {
      var later =
          CompletableFuture.supplyAsync(
              () -> gateway.get("/api/v1/documents/" + id + "/holdings" + query));
      reply(first, id, embedder.body(), embedder.code(), embedder.message());
      reply(second, id, "{\"owner\":\"memory\",\"counts\":{\"turns\":0}}", null, null);
      reply(third, id, "{\"owner\":\"generator\",\"counts\":{\"tasks\":0}}", null, null);
      var response = later.join();
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      return json(response);
    }
  }

  private static RoomsBehind<Request> room(String name) {
    return new RoomsBehind<>(Topics.requests(name), Request.class);
  }

  private static void reply(
      RoomsBehind<Request> room,
      DocumentId id,
      @Nullable String body,
      @Nullable String code,
      @Nullable String message) {
    var request = room.hear(one -> one.body().contains(id.toString()));
    room.say(
        Topics.REPLIES,
        request.id().toString(),
        new Reply(request.id(), request.part(), body, code, message));
  }

  private static JsonNode counts(JsonNode found, String owner) {
    return found
        .get("owners")
        .valueStream()
        .filter(one -> one.get("owner").asString().equals(owner))
        .findFirst()
        .orElseThrow()
        .get("counts");
  }
}
