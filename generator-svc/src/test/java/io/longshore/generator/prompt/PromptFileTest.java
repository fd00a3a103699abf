package io.longshore.generator.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.inference.generation.Prompt;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptFileTest {
  private static final Map<String, String> VALUES =
      Map.of("evidence", "[1] {question} $1 \\", "question", "Who?");

  @Test
  void itsPartsAreSystemExamplesAndTheUsersWithItsPlacesFilled() {
    var file =
        PromptFile.parse(
            "x.v1",
            """
            --- system
            Be brief.
            --- user
            1?
            --- assistant
            2
            --- user
            {evidence}

            {question}
            """);
    assertThat(file.name()).isEqualTo("x.v1");
    assertThat(file.filled(VALUES))
        .as("braces inside of a value are text")
        .isEqualTo(
            new Prompt(
                "Be brief.",
                List.of(new Prompt.Example("1?", "2")),
                "[1] {question} $1 \\\n\nWho?"));
  }

  @Test
  void aPlaceWithoutAValueIsAnError() {
    assertThatThrownBy(
            () -> PromptFile.parse("x.v1", "--- system\na\n--- user\n{other}").filled(VALUES))
        .hasMessage("x.v1 needs other");
  }

  @Test
  void whatItSaysItselfTakesTokensToo() {
    String brief = "--- system\nBe brief.\n--- user\n{question}\n";
    String example = "--- user\n" + "word ".repeat(60) + "\n--- assistant\nyes\n--- user";
    int without = PromptFile.parse("x.v1", brief).tokens();
    int with = PromptFile.parse("x.v1", brief.replace("--- user", example)).tokens();
    assertThat(with - without).isBetween(100, 120);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--- system\na",
        "--- user\na",
        "--- system\na\n--- user\nb\n--- assistant\nc",
        "--- system\na\n--- assistant\nb\n--- user\nc\n--- user\nd"
      })
  void aFileInAnotherOrderIsAnError(String text) {
    assertThatThrownBy(() -> PromptFile.parse("x.v1", text))
        .hasMessageStartingWith("The prompt x.v1 is not");
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy.v3", "free.v1", "plain.v1"})
  void thePromptsAreThere(String name) {
    assertThat(PromptFile.load(name).filled(VALUES).user()).contains("Who?");
  }
}
