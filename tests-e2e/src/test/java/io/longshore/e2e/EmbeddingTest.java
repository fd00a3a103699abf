package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The door for vectors, with the model of an empty machine. */
class EmbeddingTest {
  private static final int MANY = 200;
  private static final String WORD = "a".repeat(200_000);

  private final Api api = Longshore.running().api();

  @Test
  void aQuestionIsNearestToThePassageThatAnswersItInWhateverLanguage() {
    var passages =
        List.of(
            "The lighthouse of Varn was built in 1871 of red brick.",
            "Der Kran am zweiten Kai hebt dreiundsechzig Tonnen.",
            "青岛港的渡轮每天早上六点开往对岸。");
    var stored = embed(Map.of("input", passages, "kind", "passage")).get("data");
    var questions =
        List.of(
            "When was the lighthouse built?",
            "How much can the crane on the quay lift?",
            "When does the ferry leave in the morning?");
    for (var i = 0; i < questions.size(); i++) {
      var asked = embed(Map.of("input", questions.get(i), "kind", "query"));
      var question = asked.at("/data/0");
      assertThat(cosine(question, question)).isCloseTo(1, within(1e-5));
      assertThat(question.get("tokensSeen").asInt()).isEqualTo(question.get("tokensGiven").asInt());
      var nearest =
          IntStream.range(0, passages.size())
              .boxed()
              .max((a, b) ->
                  Double.compare(cosine(question, stored.get(a)), cosine(question, stored.get(b))))
              .orElseThrow();
      assertThat(nearest).as(questions.get(i)).isEqualTo(i);
    }
  }

  @Test
  void aTextHasTheSameVectorAloneAndAmongMany() {
    var texts = new ArrayList<String>();
    for (var i = 0; i < MANY; i++) {
      texts.add(
          "On day %d the watch counted %d sails%s"
              .formatted(i, i * 7 % 40, " and gulls".repeat(i % 30)));
    }
    var began = System.nanoTime();
    var all = embed(Map.of("input", texts));
    var seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1e3;
    Figures.print(
        "vectors through the door",
        "%d texts, %d tokens in %.1f s"
            .formatted(MANY, all.at("/usage/tokensSeen").asInt(), seconds));
    assertThat(all.get("data")).hasSize(MANY);
    for (var i : List.of(0, 17, 199)) {
      assertThat(all.at("/data/%d/index".formatted(i)).asInt()).isEqualTo(i);
      var alone = embed(Map.of("input", texts.get(i))).at("/data/0");
      assertThat(cosine(alone, all.get("data").get(i))).as("text %d", i).isGreaterThan(0.99);
    }
  }

  @Test
  void oneWordOfTwoHundredThousandLettersIsRefusedByNameOrCutWhereThatIsAskedFor() {
    var refused = api.post("/api/v1/embeddings", Map.of("input", List.of("short", WORD)));
    assertThat(refused.status()).as(refused.body()).isEqualTo(400);
    assertThat(refused.json().get("code").asString()).isEqualTo("context_length_exceeded");
    assertThat(refused.json().get("index").asInt()).isEqualTo(1);
    var window = refused.json().get("window").asInt();
    var cut = embed(Map.of("input", List.of("short", WORD), "truncate", true)).get("data").get(1);
    assertThat(cut.get("tokensSeen").asInt()).isEqualTo(window);
    assertThat(cut.get("tokensGiven").asInt())
        .isEqualTo(refused.json().get("tokens").asInt())
        .isGreaterThan(window);
  }

  @Test
  void mixedScriptsAndHalfSurrogatesHaveVectors() {
    var response =
        api.post(
            "/api/v1/embeddings",
            "application/json",
            "{\"input\":[\"鲸鱼 и кит 🐳 حوت whale\",\"half \\ud83d of a whale\",\"\\ud800\"]}");
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    assertThat(response.json().get("data")).hasSize(3);
    response
        .json()
        .get("data")
        .forEach(one -> assertThat(cosine(one, one)).isCloseTo(1, within(1e-5)));
  }

  private JsonNode embed(Map<String, ?> request) {
    var response = api.post("/api/v1/embeddings", request);
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    return response.json();
  }

  private static double cosine(JsonNode one, JsonNode other) {
    var a = one.get("embedding");
    var b = other.get("embedding");
    return IntStream.range(0, a.size())
        .mapToDouble(i -> a.get(i).asDouble() * b.get(i).asDouble())
        .sum();
  }
}
