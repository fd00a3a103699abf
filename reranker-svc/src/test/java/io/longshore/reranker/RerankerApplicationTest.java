package io.longshore.reranker;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Topics;
import io.longshore.runtime.Room;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The room as it runs, with words for a model: JSON in and JSON out on the real broker. */
class RerankerApplicationTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

  private static ConfigurableApplicationContext room;
  private static WordEncoder encoder;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            WithWords.class,
            "reranker-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka());
    encoder = room.getBean(WordEncoder.class);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @BeforeEach
  void modelIsUp() {
    encoder.setDown(false);
  }

  @Test
  void aQuestionForAnAnswerGoesOnWithItsEvidenceBestFirst() {
    var id = QuestionId.random();
    JsonNode ranked = ranked(id, "What do otters eat?");
    assertThat(texts(ranked.at("/ranked/evidence")))
        .containsExactly("Otters eat fish.", "Badgers dig holes.");
    assertThat(ranked.at("/ranked/evidence/0/sentences/0/end").asInt()).isEqualTo(16);
    assertThat(ranked.at("/degraded").isEmpty()).isTrue();
    assertThat(ranked.at("/timings/reranker").asLong()).isPositive();
    assertThat(ranked.at("/timings/reranker.model").asLong()).isPositive();
    assertThat(texts(ranked.at("/retrieved/passages")))
        .as("what others filled in stays")
        .hasSize(2);
  }

  @Test
  void aSearchEndsHereWithAsManyPassagesAsWereAskedFor() {
    var id = QuestionId.random();
    send(id, question(id, "What do otters eat?", "SEARCH", 1, LATER));
    List<JsonNode> events = events(id, 2);
    assertThat(events)
        .extracting(e -> e.at("/kind").asString())
        .containsExactly("EVIDENCE", "FINISHED");
    assertThat(texts(events.getFirst().at("/evidence"))).containsExactly("Otters eat fish.");
    assertThat(events.getLast().at("/finished/text").asString()).isEmpty();
    assertThat(events.getLast().at("/finished/timings/reranker").asLong()).isPositive();
  }

  @Test
  void aSearchForDocumentsHasThemInTheOrderOfTheirBestPassages() {
    var id = QuestionId.random();
    String asked = question(id, "What do otters eat?", "SEARCH", 2, LATER);
    send(id, asked.replace("\"k\":2", "\"k\":2,\"groupBy\":\"DOCUMENT\""));
    assertThat(texts(events(id, 2).getFirst().at("/evidence")))
        .containsExactly("Otters eat fish.", "Badgers dig holes.");
  }

  @Test
  void withoutItsModelTheOrderOfRetrievalGoesOnAndTheQuestionSaysSo() {
    encoder.setDown(true);
    JsonNode ranked = ranked(QuestionId.random(), "What do otters eat?");
    assertThat(texts(ranked.at("/ranked/evidence")))
        .containsExactly("Badgers dig holes.", "Otters eat fish.");
    assertThat(ranked.at("/ranked/evidence/0/sentences").isEmpty()).isTrue();
    assertThat(ranked.at("/degraded/0").asString()).isEqualTo("reranker:model-unavailable");
  }

  @Test
  void whoWantsTheOrderOfRetrievalGetsItWithoutAModelAndIsToldSo() {
    var id = QuestionId.random();
    String asked = question(id, "What do otters eat?", "SEARCH", 10, LATER);
    send(id, asked.replace("\"k\":10", "\"k\":10,\"unranked\":true,\"explain\":true"));
    List<JsonNode> events = events(id, 2);
    assertThat(texts(events.getFirst().at("/evidence")))
        .containsExactly("Badgers dig holes.", "Otters eat fish.");
    JsonNode finished = events.getLast().at("/finished");
    assertThat(finished.at("/degraded").isEmpty()).isTrue();
    assertThat(finished.at("/timings/reranker.model").isMissingNode()).isTrue();
    assertThat(finished.at("/explain/steps").findValuesAsString("name"))
        .containsExactly("retrieval", "ranking");
    assertThat(finished.at("/explain/steps/0/figures/searched").asInt()).isEqualTo(2);
    assertThat(finished.at("/explain/steps/1/what/order").asString()).isEqualTo("retrieval");
  }

  @Test
  void aQuestionLongerThanTheModelsWindowSaysThatItsEndWasNotRead() {
    JsonNode ranked = ranked(QuestionId.random(), "What do otters eat? ".repeat(30));
    assertThat(ranked.at("/degraded/0").asString()).isEqualTo("reranker:question-truncated");
  }

  @Test
  void theModelGetsNoMoreThanHalfOfTheTimeThatIsLeft() {
    var id = QuestionId.random();
    send(id, question(id, "What do otters eat?", "SEARCH", 1, Instant.now().plusSeconds(16)));
    events(id, 2);
    assertThat(encoder.given()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void aQuestionWhoseDeadlineHasPassedFails() {
    var id = QuestionId.random();
    send(id, question(id, "What do otters eat?", "ANSWER", 10, Instant.now().minusSeconds(1)));
    assertThat(events(id, 1).getFirst().at("/failed/code").asString()).isEqualTo("deadline");
  }

  private static JsonNode ranked(QuestionId id, String text) {
    send(id, question(id, text, "ANSWER", 10, LATER));
    return JSON.readTree(
        Records.await(Topics.QUESTIONS_RANKED, id.toString(), seen -> !seen.isEmpty()).getFirst());
  }

  private static List<JsonNode> events(QuestionId id, int count) {
    return Records.await(Topics.ANSWERS, id.toString(), seen -> seen.size() >= count).stream()
        .<JsonNode>map(JSON::readTree)
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream()
        .map(one -> one.at("/passage").isMissingNode() ? one : one.at("/passage"))
        .map(passage -> passage.at("/text").asString())
        .toList();
  }

  private static void send(QuestionId id, String json) {
    Records.send(Topics.QUESTIONS_RETRIEVED, id.toString(), json);
  }

  private static String question(QuestionId id, String text, String goal, int k, Instant deadline) {
    return """
    {"id":"%s","principal":{"tenant":1,"owner":"local","groups":[]},"text":"%s","history":[],
     "scope":{"collections":["%s"],"documents":[]},"options":{"goal":"%s","k":%d},"deadline":"%s",
     "retrieved":{"generation":"g","documents":2,"passagesSearched":2,"passages":[%s,%s]},
     "skipped":[],"degraded":[],"timings":{}}
    """
        .formatted(
            id,
            text,
            UUID.randomUUID(),
            goal,
            k,
            deadline,
            passage("Badgers dig holes.", 0.033),
            passage("Otters eat fish.", 0.032));
  }

  private static String passage(String text, double score) {
    return """
    {"id":"%s","span":{"document":"%s","textHash":"%s","start":0,"end":%d},"name":"animals.md","text":"%s",
     "language":"en","headings":[],"score":%s}
    """
        .formatted(
            UUID.randomUUID(), UUID.randomUUID(), "0".repeat(64), text.length(), text, score);
  }

  @Configuration(proxyBeanMethods = false)
  @Import(RerankerApplication.class)
  static class WithWords {
    @Bean
    WordEncoder wordEncoder() {
      return new WordEncoder();
    }
  }
}
