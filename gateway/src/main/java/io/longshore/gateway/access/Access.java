package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** On whose behalf the current request acts. */
@Component
public final class Access {
  Access() {}

  /**
   * Who sent it. Only on the request's own thread.
   *
   * @throws org.springframework.web.ErrorResponseException 401 when nobody is known to have
   */
  public Caller caller() {
    if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token) {
      return token.getPrincipal();
    }
    throw AccessProblem.unauthenticated("Show an API key or a token.");
  }

  public Principal principal() {
    return caller().principal();
  }
}
