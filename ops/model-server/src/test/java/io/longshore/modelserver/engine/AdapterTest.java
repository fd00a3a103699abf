package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterTest {
  private static final int WIDTH = 576;
  private static final int RANK = 2;

  @TempDir Path folder;
  private Engine engine;
  private Reading reading;

  @BeforeEach
  void open() {
    engine =
        Engines.open(
            LlamaFiles.library(), LlamaFiles.model(), EngineSettings.of(256, 2).withThreads(1, 1));
    reading = new Reading(engine);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void anAdapterOfZerosChangesNothing() throws IOException {
    float[] plain = fresh();
    engine.use(List.of(new Engine.Scaled(engine.load(adapter("zero", k -> 0)), 1)));
    assertThat(Reading.distance(fresh(), plain)).isZero();
  }

  @Test
  void anAdapterCountsAsItIsScaledAndOnlyWhileItIsUsed() throws IOException {
    float[] plain = fresh();
    Adapter adapter = engine.load(adapter("one", k -> k % 7 * 0.05));
    assertThat(Reading.distance(fresh(), plain)).isZero();
    engine.use(List.of(new Engine.Scaled(adapter, 1)));
    float[] adapted = fresh();
    assertThat(Reading.distance(adapted, plain)).isGreaterThan(0.1);
    engine.use(List.of(new Engine.Scaled(adapter, 0.01f)));
    assertThat(Reading.distance(fresh(), plain))
        .isPositive()
        .isLessThan(Reading.distance(adapted, plain));
    engine.use(List.of());
    assertThat(Reading.distance(fresh(), plain)).isZero();
  }

  @Test
  void anAdapterOfAnotherModelIsRefusedWithTheReason() throws IOException {
    Path other = written("qwen2", "other", k -> 0, 64);
    assertThatThrownBy(() -> engine.load(other))
        .isInstanceOf(EngineFailure.ModelUnreadable.class)
        .hasMessageContaining("other.gguf")
        .hasMessageContaining("arch");
    Path broken = Files.writeString(folder.resolve("broken.gguf"), "nothing");
    assertThatThrownBy(() -> engine.load(broken)).isInstanceOf(EngineFailure.ModelUnreadable.class);
  }

  private float[] fresh() {
    reading.forget();
    return reading.read(0, Reading.CAPITALS + Reading.QUESTION);
  }

  private Path adapter(String name, IntToDoubleFunction up) throws IOException {
    return written("llama", name, up, WIDTH);
  }

  /** Of the first layer's queries: down to the rank and up again. */
  private Path written(String architecture, String name, IntToDoubleFunction up, int width)
      throws IOException {
    return new Gguf()
        .with("general.type", "adapter")
        .with("general.architecture", architecture)
        .with("adapter.type", "lora")
        .with("adapter.lora.alpha", (float) RANK)
        .tensor("blk.0.attn_q.weight.lora_a", k -> (k % 5 - 2) * 0.1, width, RANK)
        .tensor("blk.0.attn_q.weight.lora_b", up, RANK, width)
        .write(folder.resolve(name + ".gguf"));
  }
}
