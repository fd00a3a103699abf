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

  @Test
  void cellsThatLieApartAreUsedToo() throws IOException {
    Path model = TinyModels.sliding(folder.resolve("tiny.gguf"));
    try (var engine = Engines.open(LlamaFiles.library(), model, SETTINGS)) {
      var reading = new Reading(engine);
      float[] expected = reading.read(2, TOKENS);
      byte[] state = engine.save(2);
      float[] expectedNext = reading.read(2, 5);
      reading.forget();
      int cells = engine.free();
      for (int k = 0; k < cells / 2; k++) { // turn about: no two cells of one lie together
        float[] _ = reading.read(0, 1);
        float[] _ = reading.read(1, 2);
      }
      assertThat(engine.free()).isZero();
      assertThatThrownBy(() -> engine.restore(2, state)).isInstanceOf(EngineFailure.NoRoom.class);
      engine.remove(0, 0, -1);
      assertThat(Reading.distance(reading.read(0, TOKENS), expected)).isLessThan(1e-3);
      engine.restore(2, state);
      assertThat(engine.free()).isEqualTo(cells / 2 - 2 * TOKENS.length);
      assertThat(Reading.distance(reading.read(2, 5), expectedNext)).isLessThan(1e-3);
      assertThat(Reading.distance(reading.read(0, 5), expectedNext)).isLessThan(1e-3);
    }
  }

  @Test
  void aRestoredSlidingWindowHasNoPartsThatCouldBeRemoved() throws IOException {
    Path model = TinyModels.sliding(folder.resolve("tiny.gguf"));
    try (var engine = Engines.open(LlamaFiles.library(), model, SETTINGS)) {
      var reading = new Reading(engine);
      float[] _ = reading.read(0, TOKENS);
      engine.restore(1, engine.save(0));
      engine.copy(1, 2, 0, -1);
      for (int sequence : new int[] {1, 2}) {
        assertThatThrownBy(() -> engine.remove(sequence, 40, -1))
            .isInstanceOf(EngineFailure.NotSupported.class)
            .hasMessageContaining("restored");
        assertThatThrownBy(() -> engine.add(sequence, 40, -1, 3))
            .isInstanceOf(EngineFailure.NotSupported.class)
            .hasMessageContaining("restored");
      }
      engine.remove(0, 40, -1);
      engine.remove(1, 0, -1);
      float[] _ = reading.read(1, TOKENS);
      engine.remove(1, 40, -1);
      assertThat(engine.length(1)).isEqualTo(40);
    }
  }

  @Test
  void aStoppedDecodeOfARecurrentStateLeavesNothingHalfRead() throws IOException {
    Path model = TinyModels.recurrent(folder.resolve("tiny.gguf"));
    try (var engine = Engines.open(LlamaFiles.library(), model, SETTINGS)) {
      var reading = new Reading(engine);
      float[] plain = reading.read(0, TOKENS);
      var batch = new Batch();
      int _ = batch.add(TOKENS, 0, 40, 0, TOKENS.length, true);
      assertThatThrownBy(() -> engine.decode(batch, () -> true))
          .isInstanceOf(EngineFailure.Stopped.class);
      assertThat(engine.length(0)).isZero();
      assertThat(Reading.distance(reading.read(0, TOKENS), plain)).isLessThan(1e-3);
    }
  }

  @Test
  void boundsThatDoNotFitEachOtherAreRoundedOrHarmless() throws IOException {
    Path model = TinyModels.sliding(folder.resolve("tiny.gguf"));
    var odd = EngineSettings.of(100, 2).withRows(1_024).withStep(4_096).withThreads(1, 1);
    try (var engine = Engines.open(LlamaFiles.library(), model, odd)) {
      assertThat(engine.capabilities().context()).isEqualTo(256);
      var batch = new Batch();
      for (int k = 0; k < 256; k++) {
        int _ = batch.add(k % 64, 0, k, true);
      }
      Logits logits = engine.decode(batch);
      assertThat(logits.rows()).isEqualTo(256);
      assertThat(logits.logProbability(255, logits.argmax(255))).isNegative();
      assertThat(engine.free()).isZero();
      assertThatThrownBy(() -> engine.tokenize("a word", true))
          .isInstanceOf(EngineFailure.NotSupported.class)
          .hasMessageContaining("no vocabulary");
      assertThatThrownBy(() -> engine.piece(3)).isInstanceOf(EngineFailure.NotSupported.class);
      assertThat(engine.endsGeneration(3)).isFalse();
    }
  }
}
