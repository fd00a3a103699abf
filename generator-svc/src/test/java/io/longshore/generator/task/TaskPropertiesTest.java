package io.longshore.generator.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TaskPropertiesTest {
  @Test
  void theDefaultsTakeADeadInstancesTaskOverWithinFiveSeconds() {
    TaskProperties defaults = bound(Map.of());
    assertThat(defaults)
        .isEqualTo(
            new TaskProperties(
                4,
                2,
                24_000,
                Duration.ofSeconds(3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                5,
                262_144,
                Duration.ofHours(24),
                Duration.ofMinutes(10),
                10_000,
                Duration.ofSeconds(5)));
    assertThat(defaults.lease().plus(defaults.poll())).isLessThan(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "workers=0",
        "workers=257",
        "kept-for-short=-1",
        "kept-for-short=4",
        "long-from=0",
        "lease=999ms",
        "lease=61s",
        "renewal=49ms",
        "renewal=1001ms",
        "poll=49ms",
        "poll=1001ms",
        "attempts=0",
        "attempts=101",
        "checkpoint-bytes=-1",
        "checkpoint-bytes=1048577",
        "kept=59m",
        "kept=8d",
        "longest-deadline=0s",
        "longest-deadline=61m",
        "cancellations=0",
        "cancellations=1000001",
        "stop=-1s",
        "stop=61s"
      })
  void whatIsOutsideOfTheLimitsIsRefused(String setting) {
    String[] parts = setting.split("=", 2);
    assertThatThrownBy(() -> bound(Map.of("longshore.tasks." + parts[0], parts[1])))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("longshore.tasks." + parts[0] + " must be");
  }

  private static TaskProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.tasks", TaskProperties.class);
  }
}
