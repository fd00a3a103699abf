package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.gateway.Door;
import io.longshore.gateway.EmbedderBehind;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The door for vectors; the test plays the embedder. */
class EmbeddingsTest {
  private static final String PATH = "/api/v1/embeddings";

  @RegisterExtension static final Door DOOR = Door.with();
  private static EmbedderBehind embedder;

  @BeforeAll
  static void start() {
    embedder = new EmbedderBehind();
  }

  @AfterAll
  static void stop() {
    embedder.close();
  }

  @Test
  void oneTextIsAListOfOneAndWhatIsNotSaidIsThePassageThatMustNotBeCut() {
    var later = DOOR.gateway().postLater(PATH, Map.of("input", "A white whale."));
    var part = embedder.hear("A white whale.");
    assertThat(embedder.asked(part))
        .isEqualTo(
            new EmbeddingRequest(List.of("A white whale."), TextKind.PASSAGE, LongMode.NONE));
    embedder.answer(part);
    var answer = json(later.join());
    assertThat(answer.propertyNames())
        .containsExactlyInAnyOrder(
            "data", "model", "generation", "dimensions", "kind", "longMode", "usage");
    assertThat(answer.at("/model").asString()).isEqualTo("units");
    assertThat(answer.at("/dimensions").asInt()).isEqualTo(2);
    assertThat(answer.at("/kind").asString()).isEqualTo("passage");
    assertThat(answer.at("/longMode").asString()).isEqualTo("none");
    assertThat(answer.at("/data/0").propertyNames())
        .containsExactlyInAnyOrder("index", "embedding", "tokensSeen", "tokensGiven");
    assertIsOf(answer, 0, "A white whale.");
    assertThat(answer.at("/usage/tokensSeen").asInt()).isEqualTo(14);
  }

  @Test
  void asManyTextsAsACallTakesComeBackInTheirOrderAFewPartsAtATime() {
    var texts = IntStream.range(0, 2_048).mapToObj(i -> i + " whales".repeat(1 + i % 60)).toList();
    var later = DOOR.gateway().postLater(PATH, Map.of("input", texts, "kind", "query"));
    var first = embedder.hear(EmbeddingsTest::isOfWhales);
    var second = embedder.hear(EmbeddingsTest::isOfWhales);
    assertThat(embedder.hears(EmbeddingsTest::isOfWhales)).as("more on their way").isFalse();
    assertThat(embedder.asked(first).kind()).isEqualTo(TextKind.QUERY);
    embedder.answer(second);
    embedder.answer(first);
    embedder.answer(later);
    var answer = json(later.join());
    assertThat(answer.at("/data")).hasSize(2_048);
    for (int i = 0; i < texts.size(); i++) {
      assertIsOf(answer, i, texts.get(i));
    }
  }

  @Test
  void anyScriptComesThroughAndOnlyHalfASurrogateIsReplaced() {
    var body =
        """
        {"input": ["a\\ud800b", "鲸鱼 и кит 🐳 حوت", "\\udc00\\ud83d\\udc33", "nul\\u0000l"]}
        """;
    var later = CompletableFuture.supplyAsync(() -> DOOR.gateway().post(PATH, body));
    embedder.answer(later);
    var answer = json(later.join());
    assertIsOf(answer, 0, "a\ufffdb");
    assertIsOf(answer, 1, "鲸鱼 и кит 🐳 حوت");
    assertIsOf(answer, 2, "\ufffd🐳");
    assertIsOf(answer, 3, "null");
  }

  @Test
  void aTextThatIsTooLongForTheModelIsNamedBeforeTheOthersAreEmbedded() {
    var texts = new ArrayList<>(Collections.nCopies(100, "short"));
    texts.set(77, "x".repeat(200_000));
    var later = DOOR.gateway().postLater(PATH, Map.of("input", texts));
    embedder.answer(embedder.hear(texts.get(77)));
    var problem = later.join();
    assertProblem(problem, 400, "context_length_exceeded");
    assertThat(json(problem).at("/detail").asString())
        .contains("input[77]", "200000 tokens", "512", "truncate");
    assertThat(json(problem).at("/index").asInt()).isEqualTo(77);
    assertThat(json(problem).at("/tokens").asInt()).isEqualTo(200_000);
    assertThat(json(problem).at("/window").asInt()).isEqualTo(512);
  }

  @Test
  void theEncoderForLongTextsIsAskedByNameAndWhereItIsNotInstalledTheAnswerSaysWhatFetchesIt() {
    var later =
        DOOR.gateway().postLater(PATH, Map.of("input", "long text", "model", "embedder-long"));
    var part = embedder.hear("long text");
    assertThat(embedder.asked(part).model()).isEqualTo("embedder-long");
    embedder.refuse(part, EmbeddingRequest.NOT_INSTALLED);
    assertProblem(later.join(), 409, EmbeddingRequest.NOT_INSTALLED);
    assertThat(json(later.join()).at("/detail").asString())
        .contains("./longshore models fetch nomic-embed-text-v1.5");
  }

  @Test
  void aTextMayBeCutWhereItIsAskedFor() {
    var later =
        DOOR.gateway()
            .postLater(PATH, Map.of("input", List.of("x".repeat(513), "y"), "truncate", true));
    embedder.answer(later);
    var answer = json(later.join());
    assertThat(answer.at("/data/0/tokensSeen").asInt()).isEqualTo(512);
    assertThat(answer.at("/data/0/tokensGiven").asInt()).isEqualTo(513);
    assertThat(answer.at("/data/1/tokensSeen").asInt()).isEqualTo(1);
    assertThat(answer.at("/usage/tokensGiven").asInt()).isEqualTo(514);
  }

  static Stream<Arguments> badInput() {
    var many = "[" + "\"x\",".repeat(9_999) + "\"x\"]";
    return Stream.of(
        Arguments.of("{}", 400, "input-empty"),
        Arguments.of("{\"input\":null}", 400, "input-empty"),
        Arguments.of("{\"input\":[]}", 400, "input-empty"),
        Arguments.of("{\"input\":\"\"}", 400, "input-empty"),
        Arguments.of("{\"input\":[\"x\",\" \\n\"]}", 400, "input-empty"),
        Arguments.of("{\"input\":[\"\\u0000\"]}", 400, "input-empty"),
        Arguments.of("{\"input\":7}", 400, "input-invalid"),
        Arguments.of("{\"input\":\"x\",\"model\":\"gpt\"}", 400, "model-invalid"),
        Arguments.of("{\"input\":{\"text\":\"x\"}}", 400, "input-invalid"),
        Arguments.of("{\"input\":[\"x\",null]}", 400, "input-invalid"),
        Arguments.of("{\"input\":[101,2023]}", 400, "input-invalid"),
        Arguments.of("{\"input\":[[\"x\"]]}", 400, "input-invalid"),
        Arguments.of("{\"input\":" + many + "}", 413, "too-many-texts"),
        Arguments.of("{\"input\":\"" + "鲸".repeat(200_000) + "\"}", 413, "text-too-long"),
        Arguments.of("{\"input\":\"" + "a".repeat(5 << 20) + "\"}", 413, "too-large"),
        Arguments.of("{\"input\":\"x\",\"kind\":\"document\"}", 400, "kind-invalid"),
        Arguments.of("{\"input\":\"x\",\"kind\":[]}", 400, "unreadable-body"),
        Arguments.of("{\"input\":\"x\",\"longMode\":\"late\"}", 400, "long-mode-invalid"),
        Arguments.of("{\"input\":\"x\",\"longMode\":\"NONE\"}", 400, "long-mode-invalid"),
        Arguments.of("{\"input\":\"x\",\"truncate\":\"perhaps\"}", 400, "unreadable-body"),
        Arguments.of("{\"input\":[\"x\"", 400, "unreadable-body"),
        Arguments.of("", 400, "unreadable-body"),
        Arguments.of("[\"x\"]", 400, "unreadable-body"));
  }

  @ParameterizedTest
  @MethodSource("badInput")
  void whatCannotBeEmbeddedIsRefused(String body, int status, String code) {
    assertProblem(DOOR.gateway().post(PATH, body), status, code);
  }

  @Test
  void aRefusalNamesTheTextOrTheModesThatThereAre() {
    assertThat(DOOR.gateway().post(PATH, "{\"input\":[\"x\",\"\"]}").body()).contains("input[1]");
    assertThat(DOOR.gateway().post(PATH, "{\"input\":[\"x\",7]}").body()).contains("input[1]");
    assertThat(DOOR.gateway().post(PATH, Map.of("input", "x", "longMode", "late")).body())
        .contains("longMode is one of: none, pcw,");
  }

  @Test
  void aModeTravelsAndOneThatTheModelDoesNotAllowIsRefusedWithTheReason() {
    var later = DOOR.gateway().postLater(PATH, Map.of("input", "turned", "longMode", "pi-keep20"));
    var part = embedder.hear("turned");
    assertThat(embedder.asked(part).mode()).isEqualTo(LongMode.PI_KEEP20);
    embedder.refuse(part, "long-mode-refused");
    assertProblem(later.join(), 409, "long-mode-refused");
    assertThat(later.join().body()).contains("It can't.");
  }

  @Test
  void aModelThatIsAwayIsAProblemThatSaysWhatToDo() {
    var later = DOOR.gateway().postLater(PATH, Map.of("input", "in vain"));
    embedder.refuse(embedder.hear("in vain"), "model-unavailable");
    var problem = later.join();
    assertProblem(problem, 503, "model-unavailable");
    assertThat(problem.headers().firstValue("Retry-After")).contains("5");
    assertThat(json(problem).at("/detail").asString()).contains("Try again");
  }

  @Test
  void vectorsOfTwoModelsAreNotMixed() {
    var later = DOOR.gateway().postLater(PATH, Map.of("input", Collections.nCopies(17, "mixed")));
    embedder.answer(embedder.hear("mixed"));
    embedder.generation = "units-2";
    embedder.answer(embedder.hear("mixed"));
    embedder.generation = "units-1";
    assertProblem(later.join(), 503, "model-changed");
  }

  @Test
  void theDescriptionTellsOfTextsModesAndCuts() {
    var api = json(DOOR.gateway().get("/openapi.json"));
    var properties = api.at("/components/schemas/NewEmbeddings/properties");
    assertThat(properties.propertyNames())
        .containsExactlyInAnyOrder("input", "kind", "longMode", "model", "truncate");
    assertThat(properties.at("/input/oneOf")).hasSize(2);
    assertThat(properties.at("/longMode/enum").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(Stream.of(LongMode.values()).map(LongMode::label).toList());
    assertThat(api.at("/components/schemas/Embedding/properties").propertyNames())
        .containsExactlyInAnyOrder("index", "embedding", "tokensSeen", "tokensGiven");
  }

  private static boolean isOfWhales(EmbeddingRequest asked) {
    return asked.texts().getFirst().endsWith(" whales");
  }

  private static void assertIsOf(JsonNode answer, int index, String text) {
    var one = answer.at("/data/" + index);
    assertThat(one.at("/index").asInt()).isEqualTo(index);
    assertThat(one.at("/embedding/0").floatValue()).isEqualTo(EmbedderBehind.first(text));
    assertThat(one.at("/tokensGiven").asInt()).isEqualTo(text.length());
  }

  private static void assertProblem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(response).at("/code").asString()).isEqualTo(code);
  }
}
