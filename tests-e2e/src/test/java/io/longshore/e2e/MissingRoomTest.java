package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A room that is stopped for good: answers still come, and say what was missing. */
class MissingRoomTest {
  private static final String COLLECTION = "missing";
  private static final String QUESTION = "How deep is the basin of Sandhaven?";

  private final Longshore longshore = Longshore.running();
  private final Documents documents = new Documents(longshore.api());

  @BeforeEach
  void aDocument() {
    documents.ready(
        COLLECTION,
        "basin.txt",
        "The basin of Sandhaven is 14 metres deep. Its gate was built in 1907.".getBytes(UTF_8));
  }

  @Test
  void withoutMemoryAndRerankerAnswersAndSearchesCome() {
    without(
        List.of("memory", "reranker"),
        () -> {
          var answer = documents.answer(COLLECTION, QUESTION);
          assertThat(answer.get("answer").asString()).contains("14 metres");
          assertThat(Asking.words(answer, "skipped")).containsExactly("memory", "reranker");
          var found = search();
          assertThat(found.get("results").get(0).get("text").asString()).contains("14 metres");
          assertThat(Asking.words(found, "skipped")).containsExactly("memory", "reranker");
        });
  }

  @Test
  void withoutTheGeneratorTheBestQuotesCome() {
    without(
        List.of("generator"),
        () -> {
          var answer = documents.answer(COLLECTION, QUESTION);
          assertThat(answer.get("status").asString()).isEqualTo("finished");
          assertThat(answer.get("citations").get(0).get("quote").asString()).contains("14 metres");
          assertThat(Asking.words(answer, "skipped")).containsExactly("generator");
        });
  }

  @Test
  void withoutTheEmbedderAQuestionFailsAtOnceAndSaysWhy() {
    Assumptions.assumeTrue(System.getProperty("full") != null, "only with verify --full");
    without(
        List.of("embedder"),
        () -> {
          var answer = documents.answer(COLLECTION, QUESTION);
          assertThat(answer.get("status").asString()).isEqualTo("failed");
          assertThat(answer.get("error").get("code").asString()).isEqualTo("retrieval-unavailable");
          var vectors = longshore.api().post("/api/v1/embeddings", Map.of("input", QUESTION));
          assertThat(vectors.status()).as(vectors.body()).isEqualTo(503);
          assertThat(vectors.json().get("code").asString()).isEqualTo("embedder-unavailable");
        });
  }

  private JsonNode search() {
    return longshore
        .api()
        .post("/api/v1/search", Map.of("query", QUESTION, "collection", COLLECTION))
        .json();
  }

  private void without(List<String> rooms, Runnable asked) {
    rooms.forEach(longshore::kill);
    try {
      asked.run();
    } finally {
      longshore.up().orFail(); // together
    }
  }
}
