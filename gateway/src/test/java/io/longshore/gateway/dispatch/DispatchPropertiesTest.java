package io.longshore.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;

class DispatchPropertiesTest {
  @Test
  void defaults() {
    assertThat(new Binder().bindOrCreate("longshore.dispatch", DispatchProperties.class))
        .isEqualTo(new DispatchProperties(Duration.ofSeconds(60), Duration.ofMillis(1500), 10_000));
  }

  @Test
  void limits() {
    var minute = Duration.ofMinutes(1);
    for (var wrong : new Duration[] {Duration.ofMillis(99), Duration.ofMinutes(11)}) {
      assertThatThrownBy(() -> new DispatchProperties(wrong, minute, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new DispatchProperties(minute, wrong, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (var wrong : new int[] {0, DispatchProperties.WATCHED_MAX + 1}) {
      assertThatThrownBy(() -> new DispatchProperties(minute, minute, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
