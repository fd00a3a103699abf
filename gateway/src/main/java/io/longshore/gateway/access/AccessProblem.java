package io.longshore.gateway.access;

import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a caller gets no further. */
final class AccessProblem extends ErrorResponseException {
  private static final String CHALLENGE = "Bearer realm=\"longshore\"";

  private AccessProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
    if (status == HttpStatus.UNAUTHORIZED) {
      getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    }
  }

  static AccessProblem nobody() {
    return unauthenticated(
        "unauthenticated",
        "Say who you are: Authorization: Bearer and an API key, or x-api-key and the key.");
  }

  /** At an open door, by another name than this machine's or through a proxy. */
  static AccessProblem notHere() {
    return unauthenticated(
        "unauthenticated",
        "Without a key this door is open only as localhost or 127.0.0.1, and not through a proxy: call it so, or show a key.");
  }

  static AccessProblem unauthenticated(String code, String detail) {
    return new AccessProblem(HttpStatus.UNAUTHORIZED, code, detail);
  }

  static AccessProblem twoCredentials() {
    return new AccessProblem(
        HttpStatus.BAD_REQUEST,
        "two-credentials",
        "Authorization and x-api-key say two different things: leave one out.");
  }

  static AccessProblem missing(AccessScope scope) {
    return new AccessProblem(
        HttpStatus.FORBIDDEN,
        "scope-missing",
        "This needs the scope “%s”: use a key that has it.".formatted(scope.label()));
  }

  static AccessProblem busy() {
    var busy =
        new AccessProblem(
            HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many keys are looked up: try again.");
    busy.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    return busy;
  }

  static AccessProblem badRequest(String code, String detail) {
    return new AccessProblem(HttpStatus.BAD_REQUEST, code, detail);
  }

  static AccessProblem forbidden(String code, String detail) {
    return new AccessProblem(HttpStatus.FORBIDDEN, code, detail);
  }

  static AccessProblem notFound(String code, String detail) {
    return new AccessProblem(HttpStatus.NOT_FOUND, code, detail);
  }

  static AccessProblem conflict(String code, String detail) {
    return new AccessProblem(HttpStatus.CONFLICT, code, detail);
  }
}
