package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Handing in documents and waiting for them, as every journey begins. */
record Documents(Api api) {
  private static final Set<String> ENDED = Set.of("ready", "failed", "deleted");

  /** Hands a document in and returns its id. */
  String submit(String collection, String name, byte[] bytes) {
    var response = api.upload(name, bytes, Map.of("collection", collection));
    assertThat(response.status()).as(response.body()).isEqualTo(202);
    return response.json().get("id").asString();
  }

  /** Hands a document in and waits until it can be searched. */
  String ready(String collection, String name, byte[] bytes) {
    var id = submit(collection, name, bytes);
    var document = ended(id, Duration.ofMinutes(5));
    assertThat(document.get("state").asString()).as(document.toString()).isEqualTo("ready");
    return id;
  }

  /** The document as it is when nothing more happens to it. */
  JsonNode ended(String id, Duration patience) {
    var until = Instant.now().plus(patience);
    while (true) {
      var document = api.get("/api/v1/documents/" + id).json();
      if (document.has("state") && ENDED.contains(document.get("state").asString())) {
        return document;
      }
      assertThat(Instant.now()).as(document.toString()).isBefore(until);
      pause();
    }
  }

  /** Waits until the document has this state. */
  void await(String id, String state) {
    var until = Instant.now().plusSeconds(60);
    while (true) {
      var response = api.get("/api/v1/documents/" + id);
      if (response.status() == 200 && state.equals(response.json().get("state").asString())) {
        return;
      }
      assertThat(Instant.now()).as(response.body()).isBefore(until);
      pause();
    }
  }

  List<JsonNode> search(String collection, String query, int k) {
    var response =
        api.post("/api/v1/search", Map.of("query", query, "collection", collection, "k", k));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json().get("results").valueStream().toList();
  }

  JsonNode answer(String collection, String question) {
    var response =
        api.post("/api/v1/answers", Map.of("question", question, "collection", collection));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  /** Polling a server over HTTP: there is nothing to be woken by. */
  static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
