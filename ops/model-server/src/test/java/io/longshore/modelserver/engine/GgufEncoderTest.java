package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tiny model of the right structure: what is packed and pooled, not what it means. */
@LlamaFiles.Needed
class GgufEncoderTest {
  /** Attention is computed in 16 bits. */
  private static final double ROUNDED = 5e-3;

  @TempDir Path folder;

  @Test
  void aTextsVectorIsTheSameAloneAndAmongOthers() throws IOException {
    try (var encoder = open()) {
      List<int[]> texts = new ArrayList<>();
      for (int text = 0; text < 70; text++) { // more than are computed at once, in both ways
        int[] tokens = new int[1 + text % 9];
        for (int k = 0; k < tokens.length; k++) {
          tokens[k] = (text * 31 + k * 7) % TinyModels.VOCABULARY;
        }
        texts.add(tokens);
      }
      List<float[]> together = encoder.embed(texts);
      assertThat(together).hasSameSizeAs(texts);
      for (int text = 0; text < texts.size(); text++) {
        float[] alone = encoder.embed(List.of(texts.get(text))).getFirst();
        assertThat(alone).hasSize(TinyModels.WIDTH);
        assertThat(Reading.distance(together.get(text), alone)).isLessThan(ROUNDED);
      }
      assertThat(Reading.distance(together.get(1), together.get(2))).isGreaterThan(0.1);
      int[] straight = {3, 14, 15, 9, 26, 53, 58, 9, 7, 9, 32, 38};
      int[] turned = {38, 32, 9, 7, 9, 58, 53, 26, 9, 15, 14, 3};
      List<float[]> order = encoder.embed(List.of(turned, straight));
      assertThat(Reading.distance(order.get(0), order.get(1))).isGreaterThan(10 * ROUNDED);
    }
  }

  @Test
  void whatItCanNotReadIsRefused() throws IOException {
    try (var encoder = open()) {
      assertThat(encoder.window()).isEqualTo(TinyModels.WINDOW);
      assertThat(encoder.embed(List.of())).isEmpty();
      assertThatThrownBy(() -> encoder.embed(List.of(new int[0])))
          .hasMessageContaining("1 to 128 tokens, got 0");
      assertThatThrownBy(() -> encoder.embed(List.of(new int[129])))
          .hasMessageContaining("1 to 128 tokens, got 129");
      assertThatThrownBy(() -> encoder.embed(List.of(new int[] {TinyModels.VOCABULARY})))
          .hasMessageContaining("tokens are 0 to 63");
    }
  }

  @Test
  void anEncoderIsNoEngineAndAnEngineNoEncoder() throws IOException {
    Path encoder = TinyModels.encoder(folder.resolve("encoder.gguf"));
    assertThatThrownBy(() -> Engines.open(LlamaFiles.library(), encoder, EngineSettings.of(128, 1)))
        .isInstanceOf(EngineFailure.NotSupported.class)
        .hasMessageContaining("is an encoder");
    Path writer = TinyModels.sliding(folder.resolve("writer.gguf"));
    assertThatThrownBy(() -> GgufEncoder.open(LlamaFiles.library(), writer, 128, 1))
        .isInstanceOf(EngineFailure.NotSupported.class)
        .hasMessageContaining("no encoder");
  }

  private GgufEncoder open() throws IOException {
    Path model = TinyModels.encoder(folder.resolve("tiny.gguf"));
    return GgufEncoder.open(LlamaFiles.library(), model, 128, 1);
  }
}
