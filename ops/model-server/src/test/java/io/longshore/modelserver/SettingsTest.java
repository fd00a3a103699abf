package io.longshore.modelserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @Test
  void defaults() {
    Settings settings = Settings.of(new String[0], Map.of());
    int cores = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 64);
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "127.0.0.1",
                8086,
                Path.of("models"),
                cores,
                256,
                2_048,
                65_536,
                Duration.ofMillis(2),
                new GenerationSettings(null, 8_192, 4, 64, cores)));
  }

  @Test
  void anArgumentWinsOverTheEnvironment() {
    var environment =
        Map.of(
            "LONGSHORE_MODELS_ADDRESS",
            "127.0.0.1:9006",
            "LONGSHORE_MODELS_QUEUE_TOKENS",
            "4096",
            "PATH",
            "/bin");
    Settings settings = Settings.of(new String[] {"--queue-tokens=8192"}, environment);
    assertThat(settings.port()).isEqualTo(9006);
    assertThat(settings.queueTokens()).isEqualTo(8_192);
  }

  @ParameterizedTest
  @CsvSource({
    "workers,0",
    "workers,65",
    "pack-tokens,63",
    "pack-tokens,513",
    "segment-tokens,63",
    "segment-tokens,4097",
    "queue-tokens,2047",
    "queue-tokens,1048577",
    "pack-wait-ms,-1",
    "pack-wait-ms,101",
    "context-tokens,255",
    "context-tokens,1048577",
    "sequences,0",
    "sequences,33",
    "generation-queue,0",
    "generation-queue,4097",
    "generation-threads,0",
    "generation-threads,257"
  })
  void everySettingIsBounded(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(new String[] {"--" + name + "=" + value}, Map.of()))
        .withMessageContaining(name);
  }

  @Test
  void theFolderOfLlamaCppIsGiven() {
    Settings settings = Settings.of(new String[0], Map.of("LONGSHORE_MODELS_LLAMA", "/llama"));
    assertThat(settings.generation().llama()).isEqualTo(Path.of("/llama"));
  }

  @ParameterizedTest
  @CsvSource({"--nonsense=1", "--workers", "workers=1", "--workers=many", "--address=8086"})
  void whatIsNoSettingKeepsItFromStarting(String argument) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.of(new String[] {argument}, Map.of()));
  }
}
