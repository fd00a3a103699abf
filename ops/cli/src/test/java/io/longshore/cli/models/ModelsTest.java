package io.longshore.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.cli.Exit;
import io.longshore.cli.Longshore;
import io.longshore.cli.Run;
import io.longshore.local.fetch.WheelStore;
import io.longshore.models.language.LanguageModel;
import io.longshore.models.language.LanguageModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ModelsTest {
  @AfterEach
  void theChoiceIsLeftToTheMachineAgain() {
    assertThat(Run.of("models", "use", "auto").exit()).isEqualTo(Exit.GOOD);
  }

  @Test
  void theListNamesEveryModelWithSizeLicenceLanguagesAndState() {
    Run run = Run.of("models", "list");
    assertThat(run.exit()).isEqualTo(Exit.GOOD);
    assertThat(run.out().lines().filter(line -> line.startsWith("qwen2.5-coder-0.5b-instruct  ")))
        .singleElement()
        .asString()
        .contains("491", "771", "Apache-2.0", "English, Chinese")
        .containsAnyOf("fetched", "in use");
    assertThat(run.out()).contains("gemma-3-270m", "Gemma Terms of Use", "only to compare with");
    assertThat(run.out()).contains("Encoder nomic-embed-text-v1.5 (embedder-long, Apache-2.0");
    assertThat(run.out()).contains("The next ./longshore up takes ");
  }

  @Test
  void theListAsJsonSaysWhatIsHereAndNothingIsInUseWhereNothingRuns() {
    JsonNode list = Run.of("models", "list", "--json").json();
    assertThat(list.get("data")).hasSize(LanguageModels.all().size());
    assertThat(list.at("/encoders/0/role").asString()).isEqualTo("embedder-long");
    assertThat(list.at("/encoders/0/fetch_mb").asInt()).isEqualTo(284);
    for (JsonNode line : list.get("data")) {
      LanguageModel model = LanguageModels.named(line.get("name").asString());
      assertThat(line.get("size_mb").asLong()).isEqualTo(model.megabytes());
      assertThat(line.get("fetched").asBoolean()).isEqualTo(LanguageModels.here(model).isPresent());
      assertThat(line.get("in_use").asBoolean()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fetch", "use"})
  void anUnknownNameIsAnsweredWithTheKnownOnes(String command) {
    Run run = Run.of("models", command, "gpt");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err())
        .contains("no language model 'gpt'", "qwen2.5-coder-1.5b-instruct", "gemma-3-270m");
  }

  @Test
  void anEncoderThatIsNoOnnxIsRefusedInOneSentence(@TempDir Path folder) throws IOException {
    Path onnx = Files.writeString(folder.resolve("a.onnx"), "no model");
    Path tokenizer = Files.writeString(folder.resolve("tokenizer.json"), "{}");
    String[] files = {"--onnx=" + onnx, "--tokenizer=" + tokenizer, "--into=" + folder};
    Run run = Run.of("models", "encoder", "e5-base-v2", files[0], files[1], files[2]);
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("a.onnx is no ONNX file");
    Run unknown = Run.of("models", "encoder", "gpt", files[0], files[1], files[2]);
    assertThat(unknown.err()).contains("no slot gpt: bge-m3, ");
  }

  @Test
  void theDemoRefusesAnUnknownModelBeforeItStartsAnything() {
    Run run = Run.of("demo", "--model", "gpt");
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err()).contains("no language model 'gpt'");
    assertThat(run.out()).isEmpty();
  }

  /** In a process of its own, with a cache and a search path that hold nothing. */
  @Test
  void theLibraryComesBeforeTheModelSoWithoutNpmNothingLargeIsFetched(@TempDir Path empty)
      throws IOException, InterruptedException {
    var command =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            System.getProperty("java.class.path"),
            Longshore.class.getName(),
            "models",
            "fetch",
            "smollm2-135m-instruct");
    command
        .environment()
        .putAll(Map.of("XDG_CACHE_HOME", empty.toString(), "PATH", empty.toString()));
    command.environment().remove(WheelStore.FOLDER);
    Process fetch =
        command.redirectErrorStream(true).redirectOutput(empty.resolve("log").toFile()).start();
    assertThat(fetch.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(fetch.exitValue()).isEqualTo(Exit.SOME_FAILED);
    assertThat(Files.readString(empty.resolve("log")))
        .contains("Fetching llama.cpp", "There is no npm", "install Node", WheelStore.FOLDER)
        .doesNotContain("There is no pip");
  }

  @Test
  void whatIsChosenIsRememberedUntilTheMachineChoosesAgain() {
    assertThat(Run.of("models", "use", "none").out()).contains("takes none, as chosen");
    assertThat(Run.of("models", "list").out()).contains("takes none, as chosen");
    assertThat(Run.of("models", "use", "auto").out()).doesNotContain("as chosen");
  }

  @Test
  void aModelThatIsNotHereCannotBeChosenAndTheCommandThatFetchesItIsNamed() {
    LanguageModel missing =
        LanguageModels.all().stream()
            .filter(model -> LanguageModels.here(model).isEmpty())
            .findFirst()
            .orElseGet(() -> Assumptions.abort("Every model was fetched here."));
    Run run = Run.of("models", "use", missing.name());
    assertThat(run.exit()).isEqualTo(Exit.SOME_FAILED);
    assertThat(run.err())
        .contains("isn't here: ./longshore models fetch " + missing.name())
        .contains("(%d MB)".formatted(missing.megabytes()));
  }
}
