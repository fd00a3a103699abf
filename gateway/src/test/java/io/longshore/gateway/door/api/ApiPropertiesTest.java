package io.longshore.gateway.door.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.unit.DataSize;

class ApiPropertiesTest {
  @Test
  void defaults() {
    assertThat(new Binder().bindOrCreate("longshore.api", ApiProperties.class))
        .isEqualTo(new ApiProperties(DataSize.ofMegabytes(2), 200, Duration.ofMillis(500)));
  }

  @Test
  void limits() {
    assertThatThrownBy(() -> new ApiProperties(DataSize.ofBytes(1), 1, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ApiProperties(DataSize.ofMegabytes(1), 1, Duration.ofMillis(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
