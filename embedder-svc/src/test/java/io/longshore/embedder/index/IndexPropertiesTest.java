package io.longshore.embedder.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class IndexPropertiesTest {
  @Test
  void defaultsAndLimits() {
    assertThat(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("longshore.index", IndexProperties.class))
        .isEqualTo(properties(4, Duration.ofSeconds(30), 32, Duration.ofHours(1)));
    assertThatThrownBy(() -> properties(65, Duration.ofSeconds(30), 32, Duration.ofHours(1)))
        .hasMessageContaining("structures");
    assertThatThrownBy(() -> properties(4, Duration.ofMillis(999), 32, Duration.ofHours(1)))
        .hasMessageContaining("upkeep-every");
    assertThatThrownBy(() -> properties(4, Duration.ofSeconds(30), 1025, Duration.ofHours(1)))
        .hasMessageContaining("cache must be");
    assertThatThrownBy(() -> properties(4, Duration.ofSeconds(30), 0, Duration.ofHours(25)))
        .hasMessageContaining("cache-lasts");
  }

  private static IndexProperties properties(
      int structures, Duration upkeepEvery, int megabytes, Duration cacheLasts) {
    return new IndexProperties(
        structures,
        Duration.ofMinutes(2),
        upkeepEvery,
        DataSize.ofMegabytes(megabytes),
        cacheLasts);
  }
}
