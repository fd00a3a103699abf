package io.longshore.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.ApiKey;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AccessPropertiesTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of())).isEqualTo(new AccessProperties(false, 1, null));
  }

  @Test
  void limits() {
    assertThatThrownBy(() -> bind(Map.of("tenant", "0"))).isInstanceOf(BindException.class);
    assertThatThrownBy(() -> bind(Map.of("admin-key", "secret"))).isInstanceOf(BindException.class);
  }

  @Test
  void aDoorIsOpenOnThisMachineOnly() {
    var open = new AccessProperties(true, 1, null);
    open.mayBeOpenOn("127.0.0.1");
    open.mayBeOpenOn("::1");
    assertThatThrownBy(() -> open.mayBeOpenOn("0.0.0.0")).hasMessageContaining("server.address");
    assertThatThrownBy(() -> open.mayBeOpenOn(null)).hasMessageContaining("all addresses");
    new AccessProperties(false, 1, null).mayBeOpenOn("0.0.0.0");
  }

  @Test
  void theAdminKeyIsPrintedByNobody() {
    String key = ApiKey.random().text();
    assertThat(new AccessProperties(false, 1, key).toString()).doesNotContain(key);
  }

  private static AccessProperties bind(Map<String, String> settings) {
    var source = new MapConfigurationPropertySource();
    settings.forEach((name, value) -> source.put("longshore.access." + name, value));
    return new Binder(source).bindOrCreate("longshore.access", AccessProperties.class);
  }
}
