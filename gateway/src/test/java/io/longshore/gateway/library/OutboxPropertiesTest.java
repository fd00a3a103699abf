package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OutboxPropertiesTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new OutboxProperties(
                Duration.ofMillis(500),
                16,
                64,
                16,
                10,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8)));
  }

  @Test
  void limits() {
    Map.of(
            "poll", "1ms",
            "backoff", "1ms",
            "backoff-max", "1s",
            "silence", "10ms",
            "lease", "14s",
            "stop", "2m")
        .forEach((name, value) ->
            assertThatThrownBy(() -> bind(Map.of("longshore.outbox." + name, value)))
                .as(name)
                .isInstanceOf(BindException.class));
  }

  @Test
  void thePauseDoublesUpToItsLimit() {
    var properties = bind(Map.of());
    assertThat(properties.backoff(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(properties.backoff(4)).isEqualTo(Duration.ofSeconds(16));
    assertThat(properties.backoff(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
    assertThat(properties.backoff(0)).isEqualTo(Duration.ofSeconds(2));
  }

  private static OutboxProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.outbox", OutboxProperties.class);
  }
}
