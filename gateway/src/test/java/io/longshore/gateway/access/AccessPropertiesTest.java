package io.longshore.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessPropertiesTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of())).isEqualTo(new AccessProperties(1));
  }

  @Test
  void limits() {
    assertThatThrownBy(() -> bind(Map.of("tenant", "0"))).isInstanceOf(BindException.class);
  }

  private static AccessProperties bind(Map<String, String> settings) {
    var source = new MapConfigurationPropertySource();
    settings.forEach((name, value) -> source.put("longshore.access." + name, value));
    return new Binder(source).bindOrCreate("longshore.access", AccessProperties.class);
  }
}
