package io.longshore.gateway.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTParser;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.access.Tokens;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds the issuer of a token among those that are trusted. */
@Component
final class IssuedTokens implements Tokens {
  /** Of a token. A request's head may have half as much again. */
  static final int BYTES_MAX = 16 * 1024;

  /** What an issuer signs for other ends, perhaps for the same audience. */
  private static final Set<JOSEObjectType> OTHERS =
      Set.of(new JOSEObjectType("logout+jwt"), new JOSEObjectType("dpop+jwt"));

  /** Names what must be understood (RFC 7515, 4.1.11); nothing of it is, here. */
  private static final String CRITICAL = "crit";

  private final TrustedIssuers issuers;

  IssuedTokens(TrustedIssuers issuers) {
    this.issuers = issuers;
  }

  @Override
  public Optional<Caller> caller(String token) {
    return issuers.isEmpty() ? Optional.empty() : Optional.of(issuer(token).caller(token));
  }

  /** What it says of itself is not believed yet: it only says who is asked. */
  private TrustedIssuer issuer(String token) {
    if (token.length() > BYTES_MAX) {
      throw OidcProblem.refused(
          "token-too-long", "A token has at most %d bytes.".formatted(BYTES_MAX));
    }
    try {
      var said = JWTParser.parse(token);
      if (!TrustedIssuer.ALGORITHMS.contains(said.getHeader().getAlgorithm())) {
        throw OidcProblem.refused(
            "token-algorithm-refused",
            "A token is signed by RS, PS or ES, not by %s."
                .formatted(said.getHeader().getAlgorithm()));
      }
      JOSEObjectType type = said.getHeader().getType();
      if (type != null && OTHERS.contains(type)) {
        throw OidcProblem.refused(
            "token-type-refused", "“%s” is no token to come in with.".formatted(type));
      }
      if (said.getHeader().getIncludedParams().contains(CRITICAL)) {
        throw OidcProblem.refused(
            "token-critical-unknown",
            "This token is for whoever understands more than a plain one: its header has “crit”.");
      }
      return Optional.ofNullable(said.getJWTClaimsSet().getIssuer())
          .flatMap(issuers::find)
          .orElseThrow(() ->
              OidcProblem.refused(
                  "token-issuer-unknown", "This token is of an issuer that isn't trusted here."));
    } catch (ParseException | IllegalArgumentException e) {
      throw OidcProblem.refused(
          "token-malformed",
          "This is neither a key nor a token (JWT): a character is wrong or missing.");
    }
  }
}
