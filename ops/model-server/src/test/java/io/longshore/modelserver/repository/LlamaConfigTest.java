package io.longshore.modelserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.inference.kserve.ModelParameter;
import io.longshore.modelserver.engine.Capabilities;
import io.longshore.modelserver.engine.ChatTurns;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaConfigTest {
  private static final ChatTemplate MISTRAL =
      ChatTemplate.marked("[INST] ", "\n\n", "[/INST] ", "</s>[INST] ", "[/INST]");

  /** The parameters about turns that clients read. */
  private static Map<String, String> turns(ModelConfig given, ChatTurns chat) {
    var engine = new Capabilities("m", "llama", 8, 8, 1, 1, 8, 8, true, true, chat);
    var turns = new HashMap<String, String>();
    LlamaConfig.writer(given, engine)
        .getParametersMap()
        .forEach((name, value) -> {
          if (name.startsWith("chat_") || name.startsWith("turn_")) {
            turns.put(name, value.getStringValue());
          }
        });
    return turns;
  }

  private static ModelConfig file(String... entries) {
    var config = ModelConfig.newBuilder();
    for (int k = 0; k < entries.length; k += 2) {
      config.putParameters(
          entries[k], ModelParameter.newBuilder().setStringValue(entries[k + 1]).build());
    }
    return config.build();
  }

  @Test
  void aFamilyThatEveryClientKnowsIsNamed() {
    assertThat(turns(file(), new ChatTurns(ChatTemplate.CHATML, "")))
        .isEqualTo(Map.of("chat_template", "chatml"));
  }

  @Test
  void theMarksOfAnyOtherAreHandedOut() {
    assertThat(turns(file(), new ChatTurns(MISTRAL, ""))).isEqualTo(MISTRAL.parameters());
  }

  @Test
  void whyTurnsAreNotMarkedIsSaid() {
    assertThat(turns(file(), new ChatTurns(ChatTemplate.NONE, "its turns are odd")))
        .isEqualTo(Map.of("chat_template", "none", "chat_template_refused", "its turns are odd"));
  }

  @Test
  void whatTheFileSaysIsRight() {
    var refused = new ChatTurns(ChatTemplate.NONE, "its turns are odd");
    assertThat(turns(file("chat_template", "chatml"), refused))
        .isEqualTo(Map.of("chat_template", "chatml"));
    assertThat(turns(file("turn_opening", "<|a|>"), new ChatTurns(MISTRAL, "")))
        .isEqualTo(Map.of("turn_opening", "<|a|>"));
    assertThat(turns(file("chat_template", "none"), new ChatTurns(MISTRAL, "")))
        .isEqualTo(Map.of("chat_template", "none"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"turns", "vicuna", ""})
  void aNameThatSaysNothingLeavesItToTheModel(String name) {
    assertThat(turns(file("chat_template", name, "turn_next", "?"), new ChatTurns(MISTRAL, "")))
        .isEqualTo(MISTRAL.parameters());
    assertThat(turns(file("chat_template", name), new ChatTurns(ChatTemplate.NONE, "odd")))
        .isEqualTo(Map.of("chat_template", "none", "chat_template_refused", "odd"));
  }
}
