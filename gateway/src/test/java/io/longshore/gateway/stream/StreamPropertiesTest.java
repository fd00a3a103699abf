package io.longshore.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class StreamPropertiesTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new StreamProperties(
                2000,
                4096,
                20_000,
                3,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                Duration.ofSeconds(1)));
  }

  @Test
  void limits() {
    for (var wrong : new String[] {"replay-wait", "grace", "heartbeat", "abandoned", "sweep"}) {
      for (var value : new String[] {"1ms", "1h"}) {
        assertThatThrownBy(() -> bind(Map.of("longshore.streams." + wrong, value)))
            .as(wrong)
            .isInstanceOf(BindException.class);
      }
    }
  }

  @Test
  void aHeartbeatIsNoMoreOftenThanAReaderIsLookedAt() {
    assertThatThrownBy(() -> bind(Map.of("longshore.streams.heartbeat", "900ms")))
        .rootCause()
        .hasMessageContaining("heartbeat is 1 s");
  }

  private static StreamProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.streams", StreamProperties.class);
  }
}
