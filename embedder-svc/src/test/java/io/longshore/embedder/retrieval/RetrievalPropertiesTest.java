package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetrievalPropertiesTest {
  @Test
  void defaultsAndLimits() {
    assertThat(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("longshore.retrieval", RetrievalProperties.class))
        .isEqualTo(new RetrievalProperties(100, Duration.ofSeconds(5), 192 * 1024));
    assertThatThrownBy(() -> new RetrievalProperties(49, Duration.ofSeconds(5), 192 * 1024))
        .hasMessageContaining("candidates");
    assertThatThrownBy(() -> new RetrievalProperties(100, Duration.ofSeconds(5), 256 * 1024 + 1))
        .hasMessageContaining("passage-bytes");
  }
}
