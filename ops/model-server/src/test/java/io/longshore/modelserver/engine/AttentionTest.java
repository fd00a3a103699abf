package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other kinds of attention allow, on tiny models of these kinds. */
class AttentionTest {
  private static final EngineSettings SETTINGS = EngineSettings.of(256, 3).withThreads(1, 1);
  private static final int[] TOKENS = IntStream.range(0, 60).map(k -> k * 7 % 64).toArray();

  @TempDir Path folder;

  @Test
  void aSlidingWindowAllowsAllWhenItsLayersKeepAllKeys() throws IOException {
    Path model = TinyModels.sliding(folder.resolve("tiny.gguf"));
    try (var engine = Engines.open(LlamaFiles.library(), model, SETTINGS)) {
      assertThat(engine.capabilities().fullAttention()).isFalse();
      assertThat(engine.capabilities().canShift()).isTrue();
      var reading = new Reading(engine);
      float[] plain = reading.read(0, TOKENS);
      engine.remove(0, 50, -1);
      float[] again = reading.read(0, Arrays.copyOfRange(TOKENS, 50, 60));
      assertThat(Reading.distance(again, plain)).isLessThan(1e-3);
      engine.remove(0, 10, 20);
      engine.add(0, 20, -1, -10);
      assertThat(engine.length(0)).isEqualTo(50);
    }
  }

  @Test
  void aSlidingWindowThatForgetsRefusesToMoveOrToRemoveAPart() throws IOException {
    Path model = TinyModels.sliding(folder.resolve("tiny.gguf"));
    try (var engine = Engines.open(LlamaFiles.library(), model, SETTINGS.withWholeWindow(false))) {
      assertThat(engine.capabilities().canShift()).isFalse();
      var reading = new Reading(engine);
      float[] _ = reading.read(0, TOKENS);
      assertThatThrownBy(() -> engine.remove(0, 10, 20))
          .isInstanceOf(EngineFailure.NotSupported.class)
          .hasMessageContaining("sliding window of 16 tokens");
      assertThatThrownBy(() -> engine.add(0, 20, -1, 5))
          .isInstanceOf(EngineFailure.NotSupported.class)
          .hasMessageContaining("sliding window of 16 tokens");
      assertThatThrownBy(() -> engine.divide(0, 20, -1, 2))
          .isInstanceOf(EngineFailure.NotSupported.class);
      assertThat(engine.length(0)).isEqualTo(TOKENS.length);
      engine.remove(0, 0, -1);
      assertThat(engine.length(0)).isZero();
    }
  }

  @Test
  void aRecurrentStateIsCopiedAndForgottenOnlyAsAWhole() throws IOException {
    Path model = TinyModels.recurrent(folder.resolve("tiny.gguf"));
    try (var engine = Engines.open(LlamaFiles.library(), model, SETTINGS)) {
      assertThat(engine.capabilities().fullAttention()).isFalse();
      assertThat(engine.capabilities().canShift()).isFalse();
      var reading = new Reading(engine);
      float[] plain = reading.read(0, TOKENS);
      assertThatThrownBy(() -> engine.remove(0, 10, 20))
          .isInstanceOf(EngineFailure.NotSupported.class)
          .hasMessageContaining("state");
      assertThatThrownBy(() -> engine.add(0, 20, -1, 5))
          .isInstanceOf(EngineFailure.NotSupported.class)
          .hasMessageContaining("state");
      assertThatThrownBy(() -> engine.copy(0, 1, 10, 20))
          .isInstanceOf(EngineFailure.NotSupported.class)
          .hasMessageContaining("state");
      engine.copy(0, 1, 0, -1);
      float[] first = reading.read(0, 5);
      float[] second = reading.read(1, 5);
      assertThat(Reading.distance(first, second)).isLessThan(1e-3);
      engine.remove(0, 0, -1);
      assertThat(Reading.distance(reading.read(0, TOKENS), plain)).isLessThan(1e-3);
    }
  }
}
