package io.longshore.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.text.Text;
import io.longshore.inference.call.Bound;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import io.longshore.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The room with the language model of a model server, {@code -Dfull
 * -Dlongshore.test.models=127.0.0.1:port}. What a small model says can't be foreseen; what the room
 * makes of it can.
 */
@EnabledIfSystemProperty(
    named = "full",
    matches = ".*",
    disabledReason = "only with verify --full and a language model")
class RoomWithModelTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String BRIDGE =
      "The Tarn Viaduct was opened in 1887. It is 340 metres long.\nTrams have crossed it since 1921."
          + " Anna Keller designed its towers.";
  private static final String QUESTION = "Who designed the towers of the Tarn Viaduct?";

  @TempDir static Path blobs;
  private static ConfigurableApplicationContext room;

  @BeforeAll
  static void start() {
    assumeTrue(LocalStack.models().isPresent(), "no model server");
    TestDatabase database = LocalStack.database();
    room =
        Room.start(
            GeneratorApplication.class,
            "generator-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka(),
            "--longshore.postgres=" + database.url(),
            "--longshore.models.address=" + LocalStack.models().orElseThrow(),
            "--longshore.blobs=" + blobs);
    Optional<GeneratorInfo> info =
        room.getBean(TextGenerator.class).info(Bound.within(Duration.ofSeconds(5)));
    assumeTrue(info.isPresent(), "the model server has no language model");
  }

  @AfterAll
  static void stop() {
    if (room != null) {
      room.close();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Options.Draft.class,
      names = {"CONSTRAINED", "FREE"})
  void everythingThatAModelSaysRestsOnQuotesThatStandInTheDocument(Options.Draft draft) {
    Evidence evidence = Questions.stored(room.getBean(BlobStore.class), BRIDGE, BRIDGE, 0.95);
    List<JsonNode> events = events(Questions.asking(QUESTION, draft, evidence));
    JsonNode finished = events.getLast().at("/finished");
    assertThat(events.getFirst().at("/kind").asString()).isEqualTo("STARTED");
    assertThat(
            events.stream()
                .filter(event -> event.at("/kind").asString().equals("DELTA"))
                .map(event -> event.at("/delta").asString())
                .reduce("", String::concat))
        .isEqualTo(finished.at("/text").asString());
    assertThat(finished.at("/degraded").toString()).isEqualTo("[]");
    assertThat(finished.at("/abstained").asBoolean())
        .isEqualTo(finished.at("/citations").isEmpty());
    for (JsonNode citation : finished.at("/citations")) {
      assertThat(
              new Text(BRIDGE)
                  .slice(citation.at("/span/start").asInt(), citation.at("/span/end").asInt()))
          .isEqualTo(citation.at("/quote").asString());
    }
    JsonNode step = step(finished, "draft");
    assertThat(step.at("/what/draft").asString()).isEqualToIgnoringCase(draft.name());
    assertThat(step.at("/what/model").asString()).isNotEmpty();
    assertThat(step.at("/figures/prompt-tokens").asInt()).isPositive();
    assertThat(finished.at("/timings/generator.model").asLong()).isPositive();
  }

  @Test
  void aCopyIsInTheDocumentWordForWord() {
    Evidence evidence = Questions.stored(room.getBean(BlobStore.class), BRIDGE, BRIDGE, 0.95);
    List<JsonNode> events = events(Questions.asking(QUESTION, Options.Draft.CONSTRAINED, evidence));
    JsonNode finished = events.getLast().at("/finished");
    String oneLine = BRIDGE.replace('\n', ' ');
    for (JsonNode citation : finished.at("/citations")) {
      String said =
          new Text(finished.at("/text").asString())
              .slice(citation.at("/answerStart").asInt(), citation.at("/answerEnd").asInt());
      assertThat(oneLine).contains(said);
    }
  }

  private static JsonNode step(JsonNode finished, String name) {
    for (JsonNode step : finished.at("/explain/steps")) {
      if (step.at("/name").asString().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("no step " + name + " in " + finished);
  }

  private static List<JsonNode> events(Question question) {
    String id = question.id().toString();
    Records.send(Topics.QUESTIONS_RANKED, id, new Json().text(question));
    return Records.await(
            Topics.ANSWERS,
            id,
            seen -> !seen.isEmpty() && JSON.readTree(seen.getLast()).has("finished"))
        .stream()
        .<JsonNode>map(JSON::readTree)
        .toList();
  }
}
