package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A generator that writes with an endpoint of OpenAI's kind that isn't ours: llama.cpp's. */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with verify --full")
class EndpointTest {
  private static final String SMOLLM = "smollm2-135m-instruct";
  private static final String GENERATOR = "generator";
  private static final String COLLECTION = "endpoint";
  private static final String LONG_COLLECTION = "endpoint-long";
  private static final String QUESTION =
      "When was the lighthouse of Karsholm lit for the first time?";
  private static final String LONG_QUESTION = "Who designed the twistlock?";

  /** So many have more tokens than the server takes. */
  private static final int TOO_MANY = 16;

  private static final Longshore longshore = Longshore.running();
  private static final Api api = longshore.api();
  private static final Between between = new Between();
  private static @Nullable LlamaServer server;

  @BeforeAll
  static void aGeneratorThatWritesWithTheEndpoint() throws IOException {
    longshore.fetch(SMOLLM);
    server = LlamaServer.start(LlamaServer.file(SMOLLM));
    longshore.command("stop", GENERATOR).orFail();
    longshore
        .command(
            Map.of(
                "LONGSHORE_GENERATION_ENDPOINT", between.address().toString(),
                "LONGSHORE_GENERATION_MODEL", LlamaServer.MODEL,
                "LONGSHORE_GENERATION_KEY", LlamaServer.KEY),
            "start",
            GENERATOR)
        .orFail();
    var documents = new Documents(api);
    documents.ready(
        COLLECTION,
        "lighthouse.txt",
        "The lighthouse of Karsholm was lit for the first time in 1871. Its lamp burned colza oil."
            .getBytes(UTF_8));
    var sample = Longshore.ROOT.resolve("samples/documents/harbour-work.html");
    documents.ready(LONG_COLLECTION, "harbour-work.html", Files.readAllBytes(sample));
  }

  @AfterAll
  static void aGeneratorWithoutIt() {
    if (server != null) {
      server.close();
      longshore.command("stop", GENERATOR);
      longshore.command("start", GENERATOR).orFail();
    }
    between.close();
  }

  @BeforeEach
  void theEndpointAnswers() {
    between.passesTo(server().address());
  }

  @Test
  void itWritesAndTheReceiptSaysWhoItWas() {
    var question =
        Map.of("question", QUESTION, "collection", COLLECTION, "options", Map.of("explain", true));
    var answer = new Answer(Asking.whole(api.ask(question))).withTrueCitations(api);
    assertThat(answer.text()).contains("1871");
    assertThat(answer.degraded()).isEmpty();
    var draft = answer.step("draft").get("what");
    assertThat(draft.get("by").asString()).isEqualTo("endpoint");
    assertThat(draft.get("model").asString()).isEqualTo(LlamaServer.MODEL);
    assertThat(draft.get("draft").asString()).isEqualTo("free");
    assertThat(draft.get("finish").asString()).isEqualTo("stop");
    assertThat(draft.get("prompt-tokens").asInt()).isPositive();
    assertThat(draft.get("tokens").asInt()).isPositive();
    assertThat(draft.has("log-probability")).as("the protocol has none").isFalse();
  }

  @Test
  void itIsNotAskedForWhatOnlyABoundModelCanDo() {
    var answer = ask(COLLECTION, QUESTION, Map.of("draft", "constrained", "explain", true));
    assertThat(answer.degraded()).containsExactly("generator:draft-not-possible");
    assertThat(answer.step("draft").at("/what/draft").asString()).isEqualTo("extractive");
    assertThat(answer.text()).contains("1871");
  }

  @ParameterizedTest
  @CsvSource({
    "429, application/json, {\"error\":{\"message\":\"slow down\"}}, model-unavailable",
    "500, text/html, <html>sorry</html>, model-unavailable",
    "200, text/html, <html>log in</html>, model-refused",
    "200, text/event-stream, data: nonsense, model-unavailable"
  })
  void whatAnswersSomethingElseLeavesTheDocumentsOwnSentences(
      int status, String type, String body, String code) {
    between.says(status, type, body + "\n\n");
    quotes(ask(COLLECTION, QUESTION, Map.of("explain", true)), code);
  }

  @Test
  void aKeyThatTheServerRefusesLeavesTheDocumentsOwnSentences() {
    between.passesWithoutKeyTo(server().address());
    quotes(ask(COLLECTION, QUESTION, Map.of("explain", true)), "model-refused");
  }

  @Test
  void aPromptThatTheServerTakesForTooLongLeavesTheDocumentsOwnSentences() {
    var options = Map.of("passages", TOO_MANY, "explain", true);
    quotes(ask(LONG_COLLECTION, LONG_QUESTION, options), "model-refused");
  }

  @Test
  void aServerThatDiesWhileItWritesLeavesTheDocumentsOwnSentencesAndComesBack() {
    var question =
        Map.of(
            "question",
            LONG_QUESTION,
            "collection",
            LONG_COLLECTION,
            "options",
            Map.of("explain", true));
    try (var listening = Listening.to(api, question)) {
      listening.until("evidence");
      new Processor(server().process().toHandle()).awaitWork(Duration.ofMillis(300));
      server().close();
      quotes(new Answer(listening.until("finished").json()), "model-unavailable");
    }
    server = LlamaServer.start(LlamaServer.file(SMOLLM));
    between.passesTo(server().address());
    var answer = ask(COLLECTION, QUESTION, Map.of("explain", true));
    assertThat(answer.degraded()).isEmpty();
    assertThat(answer.step("draft").at("/what/by").asString()).isEqualTo("endpoint");
  }

  private static void quotes(Answer answer, String code) {
    answer.withTrueCitations(api);
    assertThat(answer.text()).containsAnyOf("1871", "Tantlinger");
    assertThat(answer.degraded()).isEqualTo(List.of("generator:" + code));
    var draft = answer.step("draft").get("what");
    assertThat(draft.get("end").asString()).isEqualTo("broken");
    assertThat(draft.get("reason").asString()).isEqualTo(code);
  }

  private static Answer ask(String collection, String question, Map<String, ?> options) {
    return Answer.to(api, collection, question, options);
  }

  private static LlamaServer server() {
    if (server == null) {
      throw new AssertionError("no server");
    }
    return server;
  }
}
