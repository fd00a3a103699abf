package io.longshore.generator.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.generation.ChatTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ops/training trains an adapter on is what a model is asked here. */
class TrainedPromptTest {
  private static final Path TRAINING = Path.of("../ops/training");

  @ParameterizedTest
  @ValueSource(strings = {"copy.v3", "free.v1"})
  void trainingFillsPromptsAsTheyAreFilledHere(String name) throws Exception {
    String evidence = "[1] The Alder Bridge was opened in 1931.\n[2] Die Brücke {question} 桥。";
    var filled =
        PromptFile.load(name).filled(Map.of("evidence", evidence, "question", "Since when?"));
    Process python =
        run(
            "src/main/resources/prompts/" + name + ".txt",
            "Since when?",
            "The Alder Bridge was opened in 1931.",
            "Die Brücke {question} 桥。");
    String trained = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(trained).isZero();
    assertThat(trained).isEqualTo(ChatTemplate.CHATML.render(filled));
  }

  private static Process run(String prompt, String question, String... texts) {
    var command = new ArrayList<String>();
    command.addAll(List.of("python3", "-B", "-m", "longshore_training.show"));
    command.add(Path.of(prompt).toAbsolutePath().toString());
    command.add(question);
    command.addAll(List.of(texts));
    var builder =
        new ProcessBuilder(command).directory(TRAINING.toFile()).redirectErrorStream(true);
    builder.environment().put("PYTHONUTF8", "1");
    try {
      return builder.start();
    } catch (IOException e) {
      return Assumptions.abort("There is no Python here.");
    }
  }
}
