package io.longshore.gateway.door.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.unit.DataSize;

class ApiPropertiesTest {
  private static final DataSize MEGABYTE = DataSize.ofMegabytes(1);

  @Test
  void defaults() {
    assertThat(new Binder().bindOrCreate("longshore.api", ApiProperties.class))
        .isEqualTo(
            new ApiProperties(
                DataSize.ofMegabytes(2), DataSize.ofMegabytes(4), 200, Duration.ofMillis(500)));
  }

  @Test
  void limits() {
    var second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> new ApiProperties(DataSize.ofBytes(1), MEGABYTE, 1, second))
        .hasMessageContaining("api.body");
    assertThatThrownBy(() -> new ApiProperties(MEGABYTE, DataSize.ofMegabytes(65), 1, second))
        .hasMessageContaining("api.embeddings-body");
    assertThatThrownBy(() -> new ApiProperties(MEGABYTE, MEGABYTE, 1, Duration.ofMillis(1)))
        .hasMessageContaining("api.watch");
  }
}
