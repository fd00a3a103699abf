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
        .isEqualTo(properties(100, 10, 0, 192 * 1024));
    assertThatThrownBy(() -> properties(49, 10, 0, 192 * 1024)).hasMessageContaining("candidates");
    assertThatThrownBy(() -> properties(100, 10, 0, 256 * 1024 + 1))
        .hasMessageContaining("passage-bytes");
    assertThatThrownBy(() -> properties(100, 201, 0, 192 * 1024)).hasMessageContaining("documents");
    for (double weight : new double[] {-0.1, 4.1, Double.NaN}) {
      assertThatThrownBy(() -> properties(100, 10, weight, 192 * 1024))
          .hasMessageContaining("document-vector-weight");
    }
    assertThatThrownBy(
            () -> new RetrievalProperties(100, 10, 21, 0, Duration.ofSeconds(5), 192 * 1024))
        .hasMessageContaining("document-passages");
  }

  private static RetrievalProperties properties(
      int candidates, int documents, double weight, int bytes) {
    return new RetrievalProperties(candidates, documents, 3, weight, Duration.ofSeconds(5), bytes);
  }
}
