package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.gateway.Door;
import io.longshore.gateway.Gateway;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.library.DocumentCollection;
import io.longshore.gateway.library.Library;
import io.longshore.gateway.library.Upload;
import io.longshore.gateway.library.Uploads;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;

/** What is somebody else's, as the door tells it. */
class OwnersTest {
  @RegisterExtension static final Door DOOR = Door.with();

  private static final Principal OTHER = new Principal(1, "other", List.of("crew"));

  @Test
  void forWhomACollectionIsIsSaidWhenItIsMadeAndLater() {
    var made =
        DOOR.gateway()
            .post(
                "/api/v1/collections",
                "{\"name\":\"mine\",\"readers\":[\"b\",\"a\",\"b\"],\"editors\":[\"c\"]}");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(json(made).at("/owner").asString()).isEqualTo("local");
    assertThat(json(made).at("/readers")).isEqualTo(Gateway.JSON.readTree("[\"a\",\"b\"]"));
    assertThat(json(made).at("/editors")).isEqualTo(Gateway.JSON.readTree("[\"c\"]"));
    var changed = patch("/api/v1/collections/mine", "{\"editors\":[]}");
    assertThat(json(changed).at("/editors")).isEmpty();
    assertThat(json(changed).at("/readers")).as("left out").hasSize(2);
    assertThat(json(DOOR.gateway().get("/api/v1/collections/mine"))).isEqualTo(json(changed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"readers\":[\"\"]} | readers-invalid",
        "{\"readers\":[null]} | readers-invalid",
        "{\"editors\":[\" \"]} | editors-invalid",
        "{\"editors\":7} | unreadable-body",
        "{\"editor\":[\"a\"]} | field-unknown",
        "{\"owner\":\"me\"} | field-unknown",
      })
  void groupsThatAreNoneAreRefused(String body, String code) {
    DOOR.gateway().post("/api/v1/collections", Map.of("name", "kept"));
    assertRefused(patch("/api/v1/collections/kept", body), 400, code);
  }

  @Test
  void whatIsSomebodyElsesIsOnNoRoute() {
    String document = "/api/v1/documents/" + closed("closed", List.of("crew"), List.of());
    for (var path : List.of("", "/text", "/events", "/holdings?topics=false")) {
      assertRefused(DOOR.gateway().get(document + path), 404, "document-not-found");
    }
    assertRefused(DOOR.gateway().delete(document), 404, "document-not-found");
    assertRefused(patch(document, "{\"metadata\":{}}"), 404, "document-not-found");
    for (var path : List.of("", "/generations", "/generations/any")) {
      assertRefused(
          DOOR.gateway().get("/api/v1/collections/closed" + path), 404, "collection-not-found");
    }
    assertRefused(DOOR.gateway().delete("/api/v1/collections/closed"), 404, "collection-not-found");
    for (var what : List.of("question", "query")) {
      var body = Map.of(what, "?", "collection", "closed");
      String path = what.equals("query") ? "/api/v1/search" : "/api/v1/answers";
      assertRefused(DOOR.gateway().post(path, body), 404, "collection-not-found");
    }
    for (var path : List.of("collections", "documents?collection=", "documents")) {
      assertThat(DOOR.gateway().get("/api/v1/" + path).body()).doesNotContain("closed");
    }
  }

  @Test
  void whatOneIsToldIsKeptByNobodyBetween() {
    DOOR.gateway().post("/api/v1/collections", Map.of("name", "told"));
    for (var path : List.of("collections/told", "collections/nowhere", "conversations")) {
      assertThat(DOOR.gateway().get("/api/v1/" + path).headers().allValues("Cache-Control"))
          .as(path)
          .containsExactly("no-store");
    }
  }

  @Test
  void whatIsForReadingOnlyIsNotChanged() {
    String document = "/api/v1/documents/" + closed("readable", List.of(), List.of("crew"));
    assertThat(json(DOOR.gateway().get(document)).at("/collection").asString())
        .isEqualTo("readable");
    assertRefused(DOOR.gateway().delete(document), 403, "editors-only");
    assertRefused(patch(document, "{\"metadata\":{}}"), 403, "editors-only");
    assertRefused(DOOR.gateway().delete("/api/v1/collections/readable"), 403, "editors-only");
    assertRefused(patch("/api/v1/collections/readable", "{\"settings\":{}}"), 403, "editors-only");
    for (var name : List.of("secret.txt", "new.txt")) {
      assertRefused(
          DOOR.gateway().upload(name, "x".getBytes(UTF_8), Map.of("collection", "readable")),
          403,
          "editors-only");
    }
  }

  @Test
  void aConversationOfSomebodyElseIsOnNoRoute() {
    var talk = DOOR.gateway().part(Answers.class).conversation(OTHER, null, "Whose secret?");
    String answer = "/api/v1/answers/" + asked(talk);
    for (var path : List.of("", "/events")) {
      assertRefused(DOOR.gateway().get(answer + path), 404, "answer-not-found");
    }
    assertRefused(DOOR.gateway().post(answer + "/cancel", ""), 404, "answer-not-found");
    assertRefused(
        DOOR.gateway().get("/api/v1/conversations/" + talk), 404, "conversation-not-found");
    assertRefused(
        DOOR.gateway()
            .post("/api/v1/answers", Map.of("question", "And?", "conversation", talk.toString())),
        404,
        "conversation-not-found");
    assertThat(DOOR.gateway().get("/api/v1/conversations").body()).doesNotContain("secret");
  }

  private static QuestionId asked(ConversationId talk) {
    var now = Instant.now();
    var answer =
        Answer.running(
            QuestionId.random(),
            talk,
            "Whose secret?",
            0,
            0,
            now.plus(Duration.ofMinutes(1)),
            0,
            now);
    DOOR.gateway().part(Answers.class).begin(OTHER, answer);
    return answer.id();
  }

  /** A document in a collection of somebody else. */
  private static DocumentId closed(String collection, List<String> readers, List<String> editors) {
    DOOR.gateway()
        .part(Library.class)
        .createCollection(OTHER, collection, new DocumentCollection.Change(null, readers, editors));
    byte[] bytes = "A secret.".getBytes(UTF_8);
    return DOOR.gateway()
        .part(Uploads.class)
        .take(
            OTHER,
            new Upload(
                collection,
                "secret.txt",
                "text/plain",
                bytes.length,
                new ByteArrayResource(bytes),
                List.of(),
                null,
                null,
                null))
        .id();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(json(response).at("/code").asString()).as(response.body()).isEqualTo(code);
    assertThat(response.body()).doesNotContain("secret");
  }

  private static HttpResponse<String> patch(String path, String body) {
    return DOOR.gateway()
        .send(
            HttpRequest.newBuilder(DOOR.gateway().uri(path))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
  }
}
