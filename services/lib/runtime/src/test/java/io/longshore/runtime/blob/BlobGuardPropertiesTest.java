package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobGuardPropertiesTest {
  @Test
  void defaults() {
    assertThat(Bound.to(BlobGuardProperties.class))
        .isEqualTo(
            new BlobGuardProperties(
                64,
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                2,
                Duration.ofMillis(100),
                Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calls=0",
        "calls=1025",
        "turn=-1s",
        "turn=61s",
        "limit=99ms",
        "limit=61s",
        "put-limit=99ms",
        "put-limit=601s",
        "attempts=0",
        "attempts=6",
        "pause=0s",
        "pause=6s",
        "open-for=99ms",
        "open-for=61s"
      })
  void whatIsOutsideOfTheLimitsIsRefused(String setting) {
    assertThatThrownBy(() -> Bound.to(BlobGuardProperties.class, "longshore.blob-store." + setting))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }
}
