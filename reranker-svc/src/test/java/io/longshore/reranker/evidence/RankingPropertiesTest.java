package io.longshore.reranker.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RankingPropertiesTest {

  @Test
  void defaults() {
    assertThat(bound(Map.of()))
        .isEqualTo(new RankingProperties(16, Duration.ofSeconds(10), 0.6, 0.3, 1.1, 0.2, 0.8));
  }

  @ParameterizedTest
  @CsvSource({
    "rescored,0",
    "rescored,51",
    "model-within,99ms",
    "model-within,31s",
    "retrieval-weight,-0.1",
    "retrieval-weight,10.1",
    "document-weight,-0.1",
    "document-weight,10.1",
    "document-max-sim-weight,-0.1",
    "document-max-sim-weight,10.1",
    "same-document-penalty,-0.1",
    "same-document-penalty,5.1",
    "duplicate-similarity,0.49",
    "duplicate-similarity,1.01"
  })
  void limits(String name, String value) {
    assertThatThrownBy(() -> bound(Map.of("longshore.ranking." + name, value)))
        .hasStackTraceContaining("longshore.ranking." + name + " must be");
  }

  private static RankingProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.ranking", RankingProperties.class);
  }
}
