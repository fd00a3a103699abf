package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What llama.cpp must do for the methods that stand on it, on a real model. */
class EngineTest {
  private static Engine engine;

  @BeforeAll
  static void open() {
    engine =
        Engines.open(
            LlamaFiles.library(),
            LlamaFiles.model(),
            EngineSettings.of(1_024, 8).withThreads(1, 1));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void forget() {
    for (int sequence = 0; sequence < engine.capabilities().sequences(); sequence++) {
      engine.remove(sequence, 0, -1);
    }
  }

  private static final String CAPITALS =
      "The following is a list of European countries and their capitals.\nGermany: Berlin\nSpain: Madrid\nItaly: Rome\nFrance:";

  @Test
  void saysWhatTheModelIs() {
    var capabilities = engine.capabilities();
    assertThat(capabilities.architecture()).isEqualTo("llama");
    assertThat(capabilities.window()).isEqualTo(8_192);
    assertThat(capabilities.vocabulary()).isEqualTo(49_152);
    assertThat(capabilities.fullAttention()).isTrue();
    assertThat(capabilities.canShift()).isTrue();
    assertThat(capabilities.chatTemplate()).isEqualTo(ChatTemplate.CHATML);
    assertThat(capabilities.cellBytes()).isEqualTo(30L * 3 * 64 * 2 * 2);
  }

  @Test
  void knowsACapital() {
    Logits logits = prefill(0, CAPITALS);
    assertThat(text(logits.argmax(0))).isEqualTo(" Paris");
  }

  private static Logits prefill(int sequence, String text) {
    int[] tokens = engine.tokenize(text, true);
    var batch = new Batch();
    int _ = batch.add(tokens, 0, tokens.length, sequence, engine.length(sequence), true);
    return engine.decode(batch);
  }

  private static String text(int... tokens) {
    var text = new StringBuilder();
    Arrays.stream(tokens)
        .forEach(token -> text.append(new String(engine.piece(token), StandardCharsets.UTF_8)));
    return text.toString();
  }
}
