package io.longshore.gateway.access;

import io.longshore.contracts.Principal;
import java.util.Optional;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** On whose behalf a request acts. */
@Component
public final class Access {
  /** What the paths of the API begin with. */
  public static final String API = "/api/";

  /** Where the page signs in and out: what is under it needs nobody to be known. */
  public static final String SESSION = "/api/v1/session";

  /** Where a browser begins to sign in at an issuer. */
  public static final String LOGIN = SESSION + "/login";

  /** Where the issuer sends it back to. */
  public static final String CALLBACK = SESSION + "/callback";

  Access() {}

  /**
   * Who makes the current request.
   *
   * @throws AccessProblem 401 when nobody has said who they are
   */
  public Caller caller() {
    return known().orElseThrow(AccessProblem::nobody);
  }

  /** Who makes the current request; empty when nobody has said who they are. */
  public Optional<Caller> known() {
    Authentication shown = SecurityContextHolder.getContext().getAuthentication();
    return shown != null && shown.getPrincipal() instanceof Caller caller
        ? Optional.of(caller)
        : Optional.empty();
  }

  /**
   * Why whoever makes the current request may no longer: their key was revoked meanwhile, or has
   * expired. For replies that take long, to be asked now and then.
   */
  public Optional<ProblemDetail> refusal() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof Known known
        ? known.refusal()
        : Optional.empty();
  }

  /** The principal of the current request. */
  public Principal principal() {
    return caller().principal();
  }
}
