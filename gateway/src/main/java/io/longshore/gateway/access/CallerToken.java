package io.longshore.gateway.access;

import java.io.Serial;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller whose credentials hold, as Spring Security carries it. */
final class CallerToken extends AbstractAuthenticationToken {
  @Serial private static final long serialVersionUID = 1;

  private final transient Caller caller;

  CallerToken(Caller caller) {
    super(List.of());
    this.caller = caller;
    setAuthenticated(true);
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public String getCredentials() {
    return ""; // they are not kept
  }
}
