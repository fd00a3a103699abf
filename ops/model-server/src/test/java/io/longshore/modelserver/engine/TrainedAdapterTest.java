package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import io.longshore.models.language.Tuning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Adapters that {@code longshore train answers} made on this machine, against their cards. */
@EnabledIfSystemProperty(named = "full", matches = ".*")
class TrainedAdapterTest {
  /** Training computes with 16 bits, the engine with 8-bit products; measured 0.02. */
  private static final double NATS_A_TOKEN = 0.1;

  @ParameterizedTest
  @ValueSource(strings = {"qwen2.5-coder-0.5b-instruct", "qwen2.5-coder-1.5b-instruct"})
  void theEngineFindsAnswersAsLikelyAsTrainingDid(String name) throws IOException {
    Path file = LlamaFiles.model(name);
    JsonNode proofs = card(LanguageModels.named(name)).path("proofs");
    assertThat(proofs.size()).isPositive();
    var settings = EngineSettings.of(2_048, 2).withThreads(1, 1);
    try (Engine engine = Engines.open(LlamaFiles.library(), file, settings)) {
      var reading = new Reading(engine);
      double without = 0;
      for (JsonNode proof : proofs) {
        without += difference(reading, proof);
      }
      engine.use(List.of(new Engine.Scaled(engine.load(adapter(name)), 1)));
      double with = 0;
      for (JsonNode proof : proofs) {
        double difference = difference(reading, proof);
        assertThat(difference).as(proof.toString()).isLessThan(NATS_A_TOKEN);
        with += difference;
      }
      assertThat(with).as("without the adapter it is another model").isLessThan(without);
      System.out.printf(
          "%s: log-likelihoods a token differ by %.3f with the adapter, %.3f without%n",
          name, with / proofs.size(), without / proofs.size());
    }
  }

  private static Path adapter(String name) {
    return Tuning.folder(LanguageModels.named(name)).resolve(Tuning.FILE);
  }

  private static JsonNode card(LanguageModel model) throws IOException {
    assumeTrue(
        Tuning.here(model) instanceof Tuning.Ready,
        "no adapter on this machine: ./longshore train answers --model " + model.name());
    return JsonMapper.builder()
        .build()
        .readTree(Files.readString(Tuning.folder(model).resolve(Tuning.CARD)));
  }

  /** Of an answer's log-likelihoods, a token. */
  private static double difference(Reading reading, JsonNode proof) {
    reading.forget();
    float[] scores = reading.read(0, proof.path("prompt").asString());
    int[] answer = reading.tokens(proof.path("continuation").asString());
    double sum = 0;
    for (int token : answer) {
      sum += Reading.logProbability(scores, token);
      scores = reading.read(0, token);
    }
    return Math.abs(sum - proof.path("log_likelihood").asDouble()) / answer.length;
  }
}
