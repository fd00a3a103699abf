package io.longshore.gateway.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

class EmbeddingPropertiesTest {
  @Test
  void defaults() {
    assertThat(new Binder().bindOrCreate("longshore.embeddings", EmbeddingProperties.class))
        .isEqualTo(new EmbeddingProperties(Duration.ofMinutes(2), 4, 2));
  }

  @Test
  void limits() {
    assertThatThrownBy(() -> new EmbeddingProperties(Duration.ofMillis(99), 4, 2))
        .hasMessageContaining("deadline");
    assertThatThrownBy(() -> new EmbeddingProperties(Duration.ofMinutes(11), 4, 2))
        .hasMessageContaining("deadline");
  }
}
