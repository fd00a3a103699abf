package io.longshore.gateway.access;

import org.springframework.security.core.AuthenticationException;

/** A problem on its way through Spring Security, which knows its own exceptions only. */
final class Refused extends AuthenticationException {
  private static final long serialVersionUID = 1;

  private final transient RuntimeException problem;

  Refused(RuntimeException problem) {
    super(String.valueOf(problem.getMessage()), problem);
    this.problem = problem;
  }

  RuntimeException problem() {
    return problem;
  }
}
