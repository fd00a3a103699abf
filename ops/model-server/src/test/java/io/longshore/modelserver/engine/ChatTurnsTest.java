package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.ControlTokens;
import io.longshore.inference.generation.Prompt;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates are our own, with the words by which a family's published one is known. */
@LlamaFiles.Needed
class ChatTurnsTest {
  private static final Prompt PROMPT = new Prompt("S", List.of(new Prompt.Example("U", "A")), "V");

  private static ChatTurns of(@Nullable String template) {
    return ChatTurns.of(LlamaLibrary.open(LlamaFiles.library()), template, "</s>");
  }

  private static String loop(String body) {
    return "{% for m in messages %}{{ " + body + " }}{% endfor %}";
  }

  static Stream<Arguments> families() {
    return Stream.of(
        Arguments.of(
            "Mistral v1",
            loop("' [INST] ' + system_message + m.content + ' [/INST]'"),
            " [INST] S\n\nU [/INST] A</s> [INST] V [/INST]"),
        Arguments.of(
            "Mistral v3",
            loop("'[AVAILABLE_TOOLS]' + '[INST] ' + m.content + '[/INST]'"),
            "[INST] S\n\nU[/INST] A</s>[INST] V[/INST]"),
        Arguments.of(
            "Mistral v7",
            loop("'[SYSTEM_PROMPT] ' + m.content + '[/SYSTEM_PROMPT][INST] ' + m.content"),
            "[SYSTEM_PROMPT] S[/SYSTEM_PROMPT][INST] U[/INST] A</s>[INST] V[/INST]"),
        Arguments.of(
            "Llama 2",
            loop("bos_token + '[INST] <<SYS>>\\n' + m.content + ' [/INST]'"),
            "[INST] <<SYS>>\nS\n<</SYS>>\n\nU [/INST]A</s><s>[INST] V [/INST]"),
        Arguments.of(
            "Phi-3",
            loop("'<|' + m.role + '|>\\n' + m.content + '<|end|>\\n<|assistant|>\\n'"),
            "<|system|>\nS<|end|>\n<|user|>\nU<|end|>\n<|assistant|>\nA<|end|>\n<|user|>\nV<|end|>\n<|assistant|>\n"),
        Arguments.of(
            "Phi-4",
            loop("'<|im_start|>' + m.role + '<|im_sep|>' + m.content + '<|im_end|>'"),
            "<|im_start|>system<|im_sep|>S<|im_end|><|im_start|>user<|im_sep|>U<|im_end|><|im_start|>assistant<|im_sep|>A<|im_end|><|im_start|>user<|im_sep|>V<|im_end|><|im_start|>assistant<|im_sep|>"),
        Arguments.of(
            "Zephyr, TinyLlama",
            loop("'<|user|>\n' + m.content + eos_token")
                + loop("'<|assistant|>\n' + m.content + eos_token"),
            "<|system|>\nS</s>\n<|user|>\nU</s>\n<|assistant|>\nA</s>\n<|user|>\nV</s>\n<|assistant|>\n"),
        Arguments.of(
            "Falcon 3",
            loop("'<|user|>\n' + m.content + '\n'")
                + loop("'<|assistant|>\n' + m.content + '</s>'"),
            "<|system|>\nS\n<|user|>\nU\n<|assistant|>\nA\n<|user|>\nV\n<|assistant|>\n"),
        Arguments.of(
            "DeepSeek V3",
            loop("'<｜User｜>' + m.content + '<｜Assistant｜>' + '<｜end▁of▁sentence｜>'"),
            "S\n\n<｜User｜>U<｜Assistant｜>A<｜end▁of▁sentence｜><｜User｜>V<｜Assistant｜>"),
        Arguments.of(
            "Command-R",
            loop("'<|START_OF_TURN_TOKEN|><|USER_TOKEN|>' + m.content + '<|END_OF_TURN_TOKEN|>'"),
            "<|START_OF_TURN_TOKEN|><|SYSTEM_TOKEN|>S<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>U<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>A<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|USER_TOKEN|>V<|END_OF_TURN_TOKEN|><|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>"),
        Arguments.of(
            "Granite",
            loop("'<|start_of_role|>' + m.role + '<|end_of_role|>' + m.content"),
            "<|start_of_role|>system<|end_of_role|>S<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>U<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>A<|end_of_text|>\n<|start_of_role|>user<|end_of_role|>V<|end_of_text|>\n<|start_of_role|>assistant<|end_of_role|>"),
        Arguments.of(
            "EXAONE",
            loop("'[|system|]' + m.content + '[|endofturn|]' + '[|assistant|]'"),
            "[|system|]S[|endofturn|]\n[|user|]U\n[|assistant|]A[|endofturn|]\n[|user|]V\n[|assistant|]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void turnsAreThoseOfTheFamily(String family, String template, String expected) {
    var turns = of(template);
    assertThat(turns.refused()).as(family).isEmpty();
    assertThat(turns.template().render(PROMPT)).isEqualTo(expected);
    assertThat(turns.template().parameters()).containsEntry("chat_template", "turns");
  }

  /** By llama.cpp's own names of them. */
  @ParameterizedTest
  @ValueSource(strings = {"llama4", "chatglm4", "kimi-k2"})
  void manyMoreAreMarkedAlike(String family) {
    assertThat(of(family).template().name()).isEqualTo("turns");
  }

  @Test
  void familiesThatOldClientsKnowKeepTheirNames() {
    assertThat(of(loop("'<|im_start|>' + m.role")).template()).isEqualTo(ChatTemplate.CHATML);
    assertThat(of(loop("'<|start_header_id|>' + m.role + '<|end_header_id|>'")).template())
        .isEqualTo(ChatTemplate.LLAMA);
    assertThat(of(loop("'<start_of_turn>' + m.role")).template()).isEqualTo(ChatTemplate.GEMMA);
  }

  @Test
  void aModelWithoutATemplateIsABaseModelAndNoReasonIsNeeded() {
    assertThat(of(null)).isEqualTo(new ChatTurns(ChatTemplate.NONE, ""));
    assertThat(of(" ")).isEqualTo(new ChatTurns(ChatTemplate.NONE, ""));
  }

  /** As DeepSeek R1's template begins an answer, and others of models that think first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{'<｜Assistant｜><think>\\n'}}",
        "{{ '<｜Assistant｜>' }}\n  {%- if not thinking -%}{{'</think>'}}{%- else -%}{{'<think>'}}{%- endif %}",
        "<｜Assistant｜>\n<think>\n",
        "{{- '<｜Assistant｜>' + '[THINK]' }}",
        "<｜Assistant｜>{{- '<seed:think>' }}"
      })
  void answersThatBeginWithThoughtsAreLeftOutWithTheReason(String opening) {
    var turns =
        of(
            loop("'<｜User｜>' + m.content + '<｜Assistant｜>' + '<｜end▁of▁sentence｜>'")
                + "{% if add_generation_prompt %}"
                + opening
                + "{% endif %}");
    assertThat(turns.template()).isEqualTo(ChatTemplate.NONE);
    assertThat(turns.refused()).startsWith("its answers begin with thoughts, behind '");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ m.content.split('<think>') }}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
        "{% if add_generation_prompt %}{% if not enable_thinking %}{{ '<think>\\n\\n</think>\\n\\n' }}{% endif %}{% endif %}"
      })
  void thoughtsThatBeginNoAnswerAreNoReason(String template) {
    assertThat(of(loop("'<|im_start|>' + m.role") + template))
        .isEqualTo(new ChatTurns(ChatTemplate.CHATML, ""));
  }

  @Test
  void turnsThatEndAsTextsDoNeedATokenForIt() {
    String zephyr =
        loop("'<|user|>\n' + m.content + eos_token")
            + loop("'<|assistant|>\n' + m.content + eos_token");
    var turns = ChatTurns.of(LlamaLibrary.open(LlamaFiles.library()), zephyr, "");
    assertThat(turns.template()).isEqualTo(ChatTemplate.NONE);
    assertThat(turns.refused()).contains("no token for that");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(loop("'User: ' + m.content + 'Falcon:'"), "doesn't know the template"),
        Arguments.of(loop("'USER: ' + m.content + 'ASSISTANT: '"), "'ASSISTANT:'"),
        Arguments.of(loop("' Ассистент:' + m.content"), "no place for the system"),
        Arguments.of("deepseek2", "'Assistant:'"),
        Arguments.of("rwkv-world", "'Assistant:'"),
        Arguments.of("gpt-oss", "its answers begin behind '<|end|><|start|>assistant'"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void turnsThatCanNotBeKeptApartAreLeftOutWithTheReason(String template, String reason) {
    var turns = of(template);
    assertThat(turns.template()).isEqualTo(ChatTemplate.NONE);
    assertThat(turns.refused()).contains(reason);
  }

  static Stream<Path> models() {
    return LlamaFiles.models().stream();
  }

  /** Of all that a vocabulary has, as it would stand in a document. */
  @ParameterizedTest
  @MethodSource("models")
  void noTextIsReadAsAControlToken(Path file) {
    var library = LlamaLibrary.open(LlamaFiles.library());
    try (var model =
        LlamaModel.load(library, file, EngineSettings.of(256, 1).withRepacking(false))) {
      MemorySegment vocabulary =
          library.function("llama_model_get_vocab", ADDRESS, ADDRESS).toPointer(model.pointer());
      var isControl = library.function("llama_vocab_is_control", JAVA_BOOLEAN, ADDRESS, JAVA_INT);
      int[] control =
          IntStream.range(0, model.vocabularySize())
              .filter(token -> isControl.toBoolean(vocabulary, token))
              .toArray();
      assertThat(control).hasSizeGreaterThan(2);
      for (int token : control) {
        String word = model.word(token);
        assertThat(model.tokenize(word, true, false)).as(word).containsExactly(token);
        int[] quoted = model.tokenize("a" + ControlTokens.neutral(word) + "b", true, false);
        assertThat(Arrays.stream(quoted).anyMatch(each -> isControl.toBoolean(vocabulary, each)))
            .as(word)
            .isFalse();
      }
    }
  }
}
