package io.longshore.gateway.access;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;

/** Somebody who has said who they are, and can be asked again. */
final class Known extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1;

  private final transient Supplier<Caller> whose;
  private final transient Caller caller;

  /**
   * @param whose what was shown is
   */
  Known(Supplier<Caller> whose) {
    super(List.of());
    this.whose = whose;
    this.caller = whose.get();
    setAuthenticated(true);
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  @Override
  public String getCredentials() {
    return "";
  }

  /** Why it is nobody's any more; while that can't be told it is still theirs. */
  Optional<ProblemDetail> refusal() {
    try {
      var _ = whose.get();
      return Optional.empty();
    } catch (ErrorResponseException e) {
      return e.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)
          ? Optional.of(e.getBody())
          : Optional.empty();
    } catch (DataAccessException | TransactionException e) {
      return Optional.empty();
    }
  }
}
