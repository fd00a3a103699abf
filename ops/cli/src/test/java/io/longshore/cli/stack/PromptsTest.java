package io.longshore.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptsTest {
  @Test
  void eachPromptLiesThereInTheOneVersionThatIsInUse() {
    assertThat(Prompts.inUse()).allMatch(name -> name.matches("[a-z]+\\.v\\d+"));
    assertThat(Prompts.inUse().stream().map(name -> name.replaceFirst("\\..*", "")))
        .contains("copy", "free")
        .doesNotHaveDuplicates();
  }
}
