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
        .isEqualTo(new DispatchProperties(Duration.ofSeconds(60)));
  }

  @Test
  void limits() {
    for (var wrong : new Duration[] {Duration.ofMillis(99), Duration.ofMinutes(11)}) {
      assertThatThrownBy(() -> new DispatchProperties(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
