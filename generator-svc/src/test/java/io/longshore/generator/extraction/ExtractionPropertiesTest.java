package io.longshore.generator.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ExtractionPropertiesTest {

  @Test
  void defaults() {
    assertThat(bound(Map.of())).isEqualTo(new ExtractionProperties(5, 3, 0.03, 0.02));
  }

  @ParameterizedTest
  @CsvSource({
    "passages,0",
    "passages,51",
    "sentences,0",
    "sentences,11",
    "margin,-0.1",
    "margin,1.1",
    "passage-weight,-0.1",
    "passage-weight,1.1"
  })
  void limits(String name, String value) {
    assertThatThrownBy(() -> bound(Map.of("longshore.extraction." + name, value)))
        .hasStackTraceContaining("longshore.extraction." + name + " must be");
  }

  private static ExtractionProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.extraction", ExtractionProperties.class);
  }
}
