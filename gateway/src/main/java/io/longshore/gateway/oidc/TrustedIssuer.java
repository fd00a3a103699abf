package io.longshore.gateway.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import io.longshore.gateway.access.Caller;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Takes what one issuer signed: for this gateway, now. */
final class TrustedIssuer {
  /** How far the clocks of an issuer and of this machine may differ. */
  static final Duration SKEW = Duration.ofSeconds(30);

  /** Signed with what only the issuer has: no secret that two know, and not unsigned. */
  static final Set<JWSAlgorithm> ALGORITHMS =
      EnumSet.allOf(SignatureAlgorithm.class).stream()
          .map(algorithm -> JWSAlgorithm.parse(algorithm.getName()))
          .collect(Collectors.toUnmodifiableSet());

  private static final Logger log = LoggerFactory.getLogger(TrustedIssuer.class);

  private final OidcProperties.Issuer issuer;
  private final CallerOf callers;
  private final Clock clock;
  private final Discovery discovery;
  private final NimbusJwtDecoder decoder;

  TrustedIssuer(OidcProperties.Issuer issuer, CallerOf callers, Clock clock) {
    this.issuer = issuer;
    this.callers = callers;
    this.clock = clock;
    this.discovery = new Discovery(issuer, clock);
    this.decoder =
        NimbusJwtDecoder.withJwkSource(new IssuerKeys(discovery))
            .jwsAlgorithms(taken -> taken.addAll(EnumSet.allOf(SignatureAlgorithm.class)))
            .build();
    decoder.setJwtValidator(_ -> OAuth2TokenValidatorResult.success()); // check() says why not
  }

  OidcProperties.Issuer settings() {
    return issuer;
  }

  /** Where it has what. */
  Discovery.Metadata metadata() {
    try {
      return discovery.metadata();
    } catch (IOException e) {
      log.debug("nothing is known of an issuer issuer={}", issuer.issuer(), e);
      throw OidcProblem.away(issuer.name());
    }
  }

  /** Whose access token it is. */
  Caller caller(String token) {
    return callers.of(issuer, verified(token, issuer.audience()));
  }

  /**
   * Who has just signed in.
   *
   * @param token an ID token for the client
   * @param nonce that this login was begun with
   */
  Caller signedIn(String token, OidcProperties.Client client, String nonce) {
    Jwt said = verified(token, client.id());
    String party = said.getClaimAsString("azp");
    if (!nonce.equals(said.getClaimAsString("nonce"))
        || (party != null && !party.equals(client.id()))) {
      throw OidcProblem.refused("login-refused", "This token is of another login: sign in again.");
    }
    return callers.of(issuer, said);
  }

  private Jwt verified(String token, String audience) {
    try {
      Jwt said = decoder.decode(token);
      check(said, audience);
      return said;
    } catch (BadJwtException e) {
      throw OidcProblem.refused(
          "token-not-genuine",
          "This token isn't signed with a key of %s, or was changed since."
              .formatted(issuer.name()));
    } catch (JwtException e) {
      log.debug("no keys of an issuer issuer={}", issuer.issuer(), e);
      throw OidcProblem.away(issuer.name());
    }
  }

  private void check(Jwt token, String audience) {
    Instant now = clock.instant();
    Instant expires = token.getExpiresAt();
    Instant begins = token.getNotBefore();
    if (!issuer.issuer().toString().equals(token.getClaimAsString("iss"))) {
      throw OidcProblem.refused("token-issuer-unknown", "This token is of another issuer.");
    }
    if (token.getAudience() == null || !token.getAudience().contains(audience)) {
      throw OidcProblem.refused(
          "token-audience-wrong",
          "This token is for somebody else: it needs the audience “%s”.".formatted(audience));
    }
    if (expires == null || !expires.plus(SKEW).isAfter(now)) {
      throw OidcProblem.refused(
          "token-expired", "This token expired at %s: get another one.".formatted(expires));
    }
    if (begins != null && begins.minus(SKEW).isAfter(now)) {
      throw OidcProblem.refused("token-early", "This token begins at %s.".formatted(begins));
    }
  }
}
