package io.longshore.embedder.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
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
        .isEqualTo(new EmbeddingProperties(Duration.ofMinutes(2)));
    assertThatThrownBy(() -> new EmbeddingProperties(Duration.ofMillis(999)))
        .hasMessageContaining("within");
    assertThatThrownBy(() -> new EmbeddingProperties(Duration.ofSeconds(181)))
        .hasMessageContaining("within");
  }
}
