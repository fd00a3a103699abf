package io.longshore.gateway.access;

import java.util.Optional;
import org.springframework.web.ErrorResponseException;

/** Knows callers by what is no key: by tokens that somebody else issued. */
public interface Tokens {
  /**
   * Whose token it is.
   *
   * @return empty where no issuer is trusted
   * @throws ErrorResponseException 401 when it is nobody's, 503 when its issuer can't be asked
   */
  Optional<Caller> caller(String token);
}
