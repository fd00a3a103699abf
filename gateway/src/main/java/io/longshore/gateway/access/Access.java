package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** On whose behalf a request acts: the one place that keys and tokens will come to. */
@Component
@EnableConfigurationProperties(AccessProperties.class)
public final class Access {
  private final Principal everybody;

  Access(AccessProperties properties) {
    this.everybody = new Principal(properties.tenant(), "local", List.of());
  }

  /** The principal of the current request. */
  public Principal principal() {
    return everybody;
  }
}
