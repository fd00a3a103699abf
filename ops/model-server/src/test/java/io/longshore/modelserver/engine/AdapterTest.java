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

@LlamaFiles.Needed
class AdapterTest {
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
    Path other = TestAdapters.write(folder.resolve("other.gguf"), "qwen2", k -> 0);
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
    return TestAdapters.write(folder.resolve(name + ".gguf"), "llama", up);
  }
}
