package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** On whose behalf a request acts. */
@Component
public final class Access {
  Access() {}

  /**
   * Who makes the current request.
   *
   * @throws AccessProblem 401 when nobody has said who they are
   */
  public Caller caller() {
    Authentication shown = SecurityContextHolder.getContext().getAuthentication();
    if (shown != null && shown.getPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw AccessProblem.nobody();
  }

  /** The principal of the current request. */
  public Principal principal() {
    return caller().principal();
  }
}
