package io.longshore.runtime.problem;

import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Problem details (RFC 9457) with a stable type. */
public final class Problems {
  static final String CODE = "code";
  static final String TYPE = "urn:longshore:problem:";

  private Problems() {}

  /**
   * @param code stable, in kebab case; becomes {@code type} {@code urn:longshore:problem:<code>}
   *     and the extension {@code code}
   * @param detail what to do, in words
   */
  public static ProblemDetail of(HttpStatusCode status, String code, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create(TYPE + code));
    problem.setProperty(CODE, code);
    return problem;
  }
}
