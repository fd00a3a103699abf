package io.longshore.generator.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.generator.Passages;
import io.longshore.generator.prompt.PromptFile;
import io.longshore.inference.generation.ChatTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ops/training trains an adapter on is what a model is asked here. */
class TrainedPromptTest {
  private static final Path TRAINING = Path.of("../ops/training");

  @ParameterizedTest
  @ValueSource(strings = {"copy.v3", "free.v1"})
  void trainingFillsPromptsAsTheyAreFilledHere(String name) throws Exception {
    var evidence =
        Stream.of(
                Passages.below(
                    List.of("Bridges", "The Alder Bridge"), "The Alder Bridge was opened in 1931."),
                Passages.passage("Die Brücke {question} 桥。"))
            .map(passage -> Passages.evidence(passage, 0.9))
            .toList();
    List<Block> blocks = Block.of(evidence);
    String shown = new Reading(evidence, blocks, List.of()).shown();
    var filled = PromptFile.load(name).filled(Map.of("evidence", shown, "question", "Since when?"));
    Process python =
        run(
            "src/main/resources/prompts/" + name + ".txt",
            "Since when?",
            blocks.getFirst().text().text(),
            blocks.getLast().text().text(),
            "--heading=Bridges > The Alder Bridge");
    String trained = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(trained).isZero();
    assertThat(trained).isEqualTo(ChatTemplate.CHATML.render(filled));
  }

  private static Process run(String prompt, String question, String... shown) {
    var command = new ArrayList<String>();
    command.addAll(List.of("python3", "-B", "-m", "longshore_training.show"));
    command.add(Path.of(prompt).toAbsolutePath().toString());
    command.add(question);
    command.addAll(List.of(shown));
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
