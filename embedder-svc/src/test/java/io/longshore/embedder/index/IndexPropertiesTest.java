package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IndexPropertiesTest {
  @Test
  void defaultsAndLimits() {
    assertThat(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("longshore.index", IndexProperties.class))
        .isEqualTo(new IndexProperties(4, Duration.ofMinutes(2), Duration.ofSeconds(30)));
    assertThatThrownBy(() -> new IndexProperties(65, Duration.ofMinutes(2), Duration.ofSeconds(30)))
        .hasMessageContaining("structures");
    assertThatThrownBy(() -> new IndexProperties(4, Duration.ofMinutes(2), Duration.ofMillis(999)))
        .hasMessageContaining("upkeep-every");
  }
}
