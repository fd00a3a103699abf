package io.longshore.gateway.access;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** A problem on its way through Spring Security, which knows its own exceptions only. */
final class Refused extends OAuth2AuthenticationException {
  private static final long serialVersionUID = 1;

  private final transient RuntimeException problem;

  Refused(RuntimeException problem) {
    super(new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST), problem);
    this.problem = problem;
  }

  RuntimeException problem() {
    return problem;
  }
}
