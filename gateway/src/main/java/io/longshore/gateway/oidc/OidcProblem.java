package io.longshore.gateway.oidc;

import io.longshore.runtime.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Why a token, or who brings it, gets no further. */
final class OidcProblem extends ErrorResponseException {
  private static final String CHALLENGE = "Bearer realm=\"longshore\", error=\"invalid_token\"";

  private OidcProblem(HttpStatus status, String code, String detail) {
    super(status, Problems.of(status, code, detail), null);
  }

  static OidcProblem refused(String code, String detail) {
    var refused = new OidcProblem(HttpStatus.UNAUTHORIZED, code, detail);
    refused.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    return refused;
  }

  static OidcProblem badRequest(String code, String detail) {
    return new OidcProblem(HttpStatus.BAD_REQUEST, code, detail);
  }

  static OidcProblem forbidden(String code, String detail) {
    return new OidcProblem(HttpStatus.FORBIDDEN, code, detail);
  }

  static OidcProblem notFound(String code, String detail) {
    return new OidcProblem(HttpStatus.NOT_FOUND, code, detail);
  }

  static OidcProblem busy() {
    var busy =
        new OidcProblem(
            HttpStatus.SERVICE_UNAVAILABLE, "busy", "Too many sign in at once: try again.");
    busy.getHeaders().set(HttpHeaders.RETRY_AFTER, "1");
    return busy;
  }

  /** It is nobody's fault who calls. */
  static OidcProblem away(String issuer) {
    var away =
        new OidcProblem(
            HttpStatus.SERVICE_UNAVAILABLE,
            "issuer-unavailable",
            "“%s”, which says who you are, doesn't answer: try again.".formatted(issuer));
    away.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(Discovery.PAUSE.toSeconds()));
    return away;
  }
}
