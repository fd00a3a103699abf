package io.longshore.runtime.working;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingPropertiesTest {
  @Test
  void defaults() {
    assertThat(Bound.to(WorkingProperties.class))
        .isEqualTo(new WorkingProperties(Duration.ofMillis(500), 10_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"every=99ms", "every=11s", "remembered=0", "remembered=1000001"})
  void whatIsOutsideOfTheLimitsIsRefused(String setting) {
    assertThatThrownBy(() -> Bound.to(WorkingProperties.class, "longshore.working." + setting))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }
}
