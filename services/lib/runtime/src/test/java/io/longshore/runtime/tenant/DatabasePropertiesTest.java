package io.longshore.runtime.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.runtime.Bound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabasePropertiesTest {
  @Test
  void defaults() {
    assertThat(Bound.to(DatabaseProperties.class))
        .isEqualTo(
            new DatabaseProperties(
                4,
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Duration.ofMinutes(1)));
    assertThat(Bound.to(DatabaseProperties.class, "longshore.database.schema-within=0s"))
        .extracting(DatabaseProperties::schemaWithin)
        .isEqualTo(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connections=0",
        "connections=65",
        "connection-timeout=61s",
        "connection-timeout=1ms",
        "statement-timeout=61m",
        "statement-timeout=0s",
        "open-for=61s",
        "open-for=0s",
        "schema-within=-1s",
        "schema-within=11m"
      })
  void whatIsOutsideOfTheLimitsIsRefused(String setting) {
    assertThatThrownBy(() -> Bound.to(DatabaseProperties.class, "longshore.database." + setting))
        .hasRootCauseInstanceOf(IllegalArgumentException.class);
  }
}
