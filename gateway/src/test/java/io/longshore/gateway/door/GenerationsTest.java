package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.CollectionGeneration.State;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationComparison;
import io.longshore.contracts.generation.GenerationComparison.Difference;
import io.longshore.contracts.generation.GenerationComparison.Mean;
import io.longshore.contracts.generation.GenerationRecipe;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.generation.GenerationsRequest.Verb;
import io.longshore.contracts.request.Reply;
import io.longshore.contracts.request.Request;
import io.longshore.gateway.Door;
import io.longshore.gateway.RoomsBehind;
import io.longshore.runtime.json.Json;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The door for a collection's generations; the test plays the embedder. */
class GenerationsTest {
  private static final String COLLECTION = "/api/v1/collections/whales";
  private static final String PATH = COLLECTION + "/generations";
  private static final String LATE = "late-64-passages";
  private static final QuestionId QUESTION = QuestionId.random();

  @RegisterExtension static final Door DOOR = Door.with();
  private static RoomsBehind<Request> embedder;
  private static String collection;

  @BeforeAll
  static void start() {
    embedder = new RoomsBehind<>(Topics.requests(Rooms.EMBEDDER), Request.class);
    var made = DOOR.gateway().post("/api/v1/collections", Map.of("name", "whales"));
    collection = json(made).at("/id").asString();
  }

  @AfterAll
  static void stop() {
    embedder.close();
  }

  @Test
  void aRecipeGoesToTheEmbedderAndTheCandidateComesBack() {
    var answer =
        asked(
            () -> DOOR.gateway().post(PATH, Map.of("passages", "late", "passage_tokens", 64)),
            new GenerationsRequest(
                id(), Verb.BUILD, null, new GenerationRecipe(null, 64, "late", null)),
            generations(State.BUILDING, null));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(json(answer).at("/id").asString()).isEqualTo(LATE);
    assertThat(json(answer).at("/state").asString()).isEqualTo("building");
    assertThat(json(answer).at("/recipe/passage_tokens").asInt()).isEqualTo(64);
    assertThat(json(answer).at("/documents_done").asInt()).isEqualTo(3);
    assertThat(json(answer).at("/documents_total").asInt()).isEqualTo(5);
    assertThat(json(answer).at("/comparison").isNull()).isTrue();
  }

  @Test
  void aGenerationSaysHowItCompares() {
    var mean = new Mean(0.5, 0.4, 0.6);
    var comparison =
        new GenerationComparison(
            7, mean, mean, mean, mean, mean, List.of(new Difference(QUESTION, false, 0.1, 0.2)));
    var answer =
        asked(
            () -> DOOR.gateway().get(PATH + "/" + LATE),
            new GenerationsRequest(id(), Verb.LIST, null, null),
            generations(State.READY, comparison));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).at("/comparison/questions").asInt()).isEqualTo(7);
    assertThat(json(answer).at("/comparison/same_top/low").asDouble()).isEqualTo(0.4);
    assertThat(json(answer).at("/comparison/most_different/0/question").asString())
        .isEqualTo(QUESTION.toString());
  }

  @Test
  void allAreListedTheSearchedOneFirst() {
    var answer =
        asked(
            () -> DOOR.gateway().get(PATH),
            new GenerationsRequest(id(), Verb.LIST, null, null),
            generations(State.READY, null));
    assertThat(json(answer).at("/data")).hasSize(2);
    assertThat(json(answer).at("/data/0/state").asString()).isEqualTo("serving");
  }

  @Test
  void aSwitchAndADropNameTheGeneration() {
    var switched =
        asked(
            () -> DOOR.gateway().post(PATH + "/" + LATE + "/switch", Map.of()),
            new GenerationsRequest(id(), Verb.SWITCH, LATE, null),
            generations(State.SERVING, null));
    assertThat(json(switched).at("/state").asString()).isEqualTo("serving");
    var back =
        asked(
            () -> DOOR.gateway().post(PATH + "/" + LATE + "/switch?force=true", Map.of()),
            new GenerationsRequest(id(), Verb.ROLL_BACK, LATE, null),
            generations(State.SERVING, null));
    assertThat(back.statusCode()).isEqualTo(200);
    var dropped =
        asked(
            () -> DOOR.gateway().delete(PATH + "/" + LATE),
            new GenerationsRequest(id(), Verb.DROP, LATE, null),
            generations(State.READY, null));
    assertThat(dropped.statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @CsvSource({
    "generation-not-found, 404",
    "generation-not-ready, 409",
    "generation-conflict, 409",
    "model-not-installed, 409",
    "long-mode-refused, 409",
    "bad-recipe, 400",
    "model-unavailable, 503",
    "failed, 503"
  })
  void whyItCantBeIsAProblemThatSaysWhatToDo(String code, int status) {
    var answer =
        asked(
            () -> DOOR.gateway().post(PATH + "/" + LATE + "/switch", Map.of()),
            new GenerationsRequest(id(), Verb.SWITCH, LATE, null),
            new Reply(QUESTION.value(), 0, null, code, "It lacks 2 documents"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).at("/code").asString())
        .isEqualTo(code.equals("failed") ? "generations-unavailable" : code);
    assertThat(json(answer).at("/detail").asString()).isNotEmpty();
  }

  @Test
  void whatTheEmbedderDoesNotNameIsNotFoundAndAnUnknownCollectionIsNotAskedFor() {
    var answer =
        asked(
            () -> DOOR.gateway().get(PATH + "/separate-32-pcw"),
            new GenerationsRequest(id(), Verb.LIST, null, null),
            generations(State.READY, null));
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).at("/code").asString()).isEqualTo("generation-not-found");
    var unknown = DOOR.gateway().get("/api/v1/collections/seals/generations");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(json(unknown).at("/code").asString()).isEqualTo("collection-not-found");
  }

  private static CollectionId id() {
    return CollectionId.of(collection);
  }

  private static Reply generations(State state, @Nullable GenerationComparison comparison) {
    var all =
        List.of(
            one("separate-128-passages", State.SERVING, 128, "separate", null),
            one(LATE, state, 64, "late", comparison));
    return new Reply(
        QUESTION.value(), 0, new Json().text(new CollectionGenerations(all)), null, null);
  }

  private static CollectionGeneration one(
      String id,
      State state,
      int tokens,
      String passages,
      @Nullable GenerationComparison comparison) {
    return new CollectionGeneration(
        id,
        state,
        new GenerationRecipe("embedder", tokens, passages, "passages"),
        "key",
        3,
        5,
        comparison);
  }

  /** The answer of the door when the embedder is asked for this and replies so. */
  private static HttpResponse<String> asked(
      Supplier<HttpResponse<String>> call, GenerationsRequest wanted, Reply reply) {
    var answer = CompletableFuture.supplyAsync(call);
    var request =
        embedder.hear(one ->
            one.kind().equals(GenerationsRequest.KIND)
                && new Json().read(one.body(), GenerationsRequest.class).equals(wanted));
    embedder.say(
        Topics.REPLIES,
        request.id().toString(),
        new Reply(request.id(), request.part(), reply.body(), reply.code(), reply.message()));
    return answer.join();
  }
}
