package io.longshore.runtime.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPropertiesTest {
  @Test
  void defaults() {
    assertThat(Bound.to(RequestProperties.class))
        .isEqualTo(new RequestProperties(32, 64, Duration.ofMinutes(1), Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open=0",
        "open=1025",
        "parts=0",
        "parts=1025",
        "longest=0s",
        "longest=11m",
        "silence=99ms",
        "silence=11m"
      })
  void whatIsOutsideOfTheLimitsIsRefused(String setting) {
    assertThatThrownBy(() -> Bound.to(RequestProperties.class, "longshore.requests." + setting))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }
}
