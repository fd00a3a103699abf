package io.longshore.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.unit.DataSize;

class DispatchPropertiesTest {
  private static final DataSize BYTES = DataSize.ofMegabytes(1);

  @Test
  void defaults() {
    assertThat(new Binder().bindOrCreate("longshore.dispatch", DispatchProperties.class))
        .isEqualTo(
            new DispatchProperties(
                Duration.ofSeconds(60), Duration.ofMillis(1500), 10_000, DataSize.ofMegabytes(32)));
  }

  @Test
  void limits() {
    var minute = Duration.ofMinutes(1);
    for (var wrong : new Duration[] {Duration.ofMillis(99), Duration.ofMinutes(11)}) {
      assertThatThrownBy(() -> new DispatchProperties(wrong, minute, 1, BYTES))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new DispatchProperties(minute, wrong, 1, BYTES))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (var wrong : new int[] {0, DispatchProperties.WATCHED_MAX + 1}) {
      assertThatThrownBy(() -> new DispatchProperties(minute, minute, wrong, BYTES))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (var wrong :
        new DataSize[] {
          DataSize.ofBytes(Limits.RECORD_BYTES - 1),
          DataSize.ofBytes(DispatchProperties.WATCHED_BYTES_MAX.toBytes() + 1)
        }) {
      assertThatThrownBy(() -> new DispatchProperties(minute, minute, 1, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
