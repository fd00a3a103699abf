package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import java.util.List;
import org.springframework.stereotype.Component;

/** On whose behalf a request acts: the one place that keys and tokens will come to. */
@Component
public final class Access {
  private static final Principal LOCAL = new Principal(1, "local", List.of());

  /** The principal of the current request. */
  public Principal principal() {
    return LOCAL;
  }

  /** Every tenant, for what is done on a clock. */
  public List<Integer> tenants() {
    return List.of(LOCAL.tenant());
  }
}
