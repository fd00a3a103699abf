package io.longshore.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LimitPropertiesTest {
  @Test
  void nothingIsLimitedUntilTheOperatorSaysSo() {
    var properties = bind(Map.of());
    assertThat(properties.of(Subject.TENANT)).isEqualTo(Limits.NONE);
    assertThat(properties.of(Subject.ofKey("a"))).isEqualTo(Limits.NONE);
  }

  @Test
  void keysAndTenantsHaveTheirOwn() {
    var properties =
        bind(
            Map.of(
                "longshore.limits.key.requests-per-minute", "60",
                "longshore.limits.tenant.tokens-per-day", "0"));
    assertThat(properties.of(Subject.ofKey("a"))).isEqualTo(new Limits(60L, null, null));
    assertThat(properties.of(Subject.TENANT)).isEqualTo(new Limits(null, 0L, null));
  }

  @Test
  void aLimitBelowZeroOrThatIsNoNumberStopsTheStart() {
    for (var value : new String[] {"-1", "many"}) {
      assertThatThrownBy(() -> bind(Map.of("longshore.limits.key.bytes-per-day", value)))
          .isInstanceOf(BindException.class);
    }
  }

  private static LimitProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("longshore.limits", LimitProperties.class);
  }
}
