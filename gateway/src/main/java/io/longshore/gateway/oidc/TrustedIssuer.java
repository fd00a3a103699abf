package io.longshore.gateway.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import io.longshore.gateway.access.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Takes what one issuer signed: for its audience, now. */
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
  private final NimbusJwtDecoder decoder;

  TrustedIssuer(OidcProperties.Issuer issuer, CallerOf callers, Clock clock) {
    this.issuer = issuer;
    this.callers = callers;
    this.clock = clock;
    this.decoder =
        NimbusJwtDecoder.withJwkSource(new IssuerKeys(new Discovery(issuer, clock)))
            .jwsAlgorithms(taken -> taken.addAll(EnumSet.allOf(SignatureAlgorithm.class)))
            .build();
    decoder.setJwtValidator(this::check);
  }

  /** Whose token it is. */
  Caller caller(String token) {
    return callers.of(issuer, decode(token));
  }

  private Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (JwtValidationException e) {
      OAuth2Error why = e.getErrors().iterator().next();
      throw OidcProblem.refused(why.getErrorCode(), String.valueOf(why.getDescription()));
    } catch (BadJwtException e) {
      throw OidcProblem.refused(
          "token-not-genuine",
          "This token isn't signed with a key of %s, or was changed since."
              .formatted(issuer.name()));
    } catch (JwtException e) {
      log.debug("no keys of an issuer issuer={}: {}", issuer.issuer(), e.toString());
      throw OidcProblem.away(issuer.name());
    }
  }

  private OAuth2TokenValidatorResult check(Jwt token) {
    Instant now = clock.instant();
    Instant expires = token.getExpiresAt();
    Instant begins = token.getNotBefore();
    if (!issuer.issuer().toString().equals(token.getClaimAsString("iss"))) {
      return no("token-issuer-unknown", "This token is of another issuer.");
    }
    if (token.getAudience() == null || !token.getAudience().contains(issuer.audience())) {
      return no(
          "token-audience-wrong",
          "This token is for somebody else: it needs the audience “%s”."
              .formatted(issuer.audience()));
    }
    if (expires == null || !expires.plus(SKEW).isAfter(now)) {
      return no("token-expired", "This token expired at %s: get another one.".formatted(expires));
    }
    if (begins != null && begins.minus(SKEW).isAfter(now)) {
      return no("token-early", "This token begins at %s.".formatted(begins));
    }
    return OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult no(String code, String detail) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error(code, detail, null));
  }
}
