package io.longshore.gateway.access;

import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a caller is let in no further. */
final class AccessProblem extends ErrorResponseException {
  private AccessProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static AccessProblem unauthenticated(String detail) {
    var problem = new AccessProblem(HttpStatus.UNAUTHORIZED, "unauthenticated", detail);
    problem.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    return problem;
  }

  static AccessProblem scopeMissing(AccessScope scope) {
    return new AccessProblem(
        HttpStatus.FORBIDDEN,
        "scope-missing",
        "This takes the scope %s, which the key or token doesn't have.".formatted(scope.label()));
  }
}
