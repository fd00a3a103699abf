package io.longshore.embedder.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.encoder.LongReading;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EmbeddingPropertiesTest {
  @Test
  void defaultsAndLimits() {
    assertThat(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("longshore.embedding", EmbeddingProperties.class))
        .isEqualTo(properties(120_000, 2_048, 64));
    assertThatThrownBy(() -> properties(999, 2_048, 64)).hasMessageContaining("within");
    assertThatThrownBy(() -> properties(181_000, 2_048, 64)).hasMessageContaining("within");
    assertThatThrownBy(() -> properties(120_000, 511, 64)).hasMessageContaining("part-tokens");
    assertThatThrownBy(() -> properties(120_000, 32_769, 64)).hasMessageContaining("part-tokens");
    assertThatThrownBy(() -> properties(120_000, 2_048, 0)).hasMessageContaining("vectors");
    assertThatThrownBy(() -> properties(120_000, 2_048, 1_025)).hasMessageContaining("vectors");
  }

  @Test
  void vectorsThatAreMadeDifferentlyHaveDifferentKeys() {
    var keys = new HashSet<String>();
    for (DocumentMode mode : DocumentMode.values()) {
      keys.add(
          key(
              new EmbeddingProperties(
                  Duration.ofMinutes(2), PassageMode.SEPARATE, mode, 2_048, 64)));
    }
    keys.add(
        key(
            new EmbeddingProperties(
                Duration.ofMinutes(2), PassageMode.LATE, DocumentMode.PASSAGES, 2_048, 64)));
    keys.add(key(properties(120_000, 1_024, 64)));
    keys.add(key(properties(120_000, 2_048, 1)));
    assertThat(keys)
        .hasSize(DocumentMode.values().length + 3)
        .contains(
            "separate/passages-64x2048",
            "separate/pi-keep20+scaled-64x2048",
            "late/passages-64x2048");
  }

  @Test
  void everyModeForLongTextsIsOneForDocuments() {
    assertThat(DocumentMode.values())
        .extracting(mode -> mode.longMode().orElse(null))
        .contains(LongMode.values());
    var named = Map.of("longshore.embedding.documents", "pi-keep20");
    assertThat(
            new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("longshore.embedding", EmbeddingProperties.class)
                .recipe(128)
                .documentReading())
        .contains(new LongReading(LongMode.PI_KEEP20, true));
  }

  private static String key(EmbeddingProperties properties) {
    return properties.key(properties.recipe(128));
  }

  private static EmbeddingProperties properties(long millis, int partTokens, int vectors) {
    return new EmbeddingProperties(
        Duration.ofMillis(millis),
        PassageMode.SEPARATE,
        DocumentMode.PASSAGES,
        partTokens,
        vectors);
  }
}
