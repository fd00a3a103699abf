package io.longshore.gateway.oidc;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** All whose tokens are taken. */
@Component
@EnableConfigurationProperties(OidcProperties.class)
final class TrustedIssuers {
  private final List<TrustedIssuer> all;

  TrustedIssuers(OidcProperties properties, CallerOf callers, Clock clock) {
    this.all =
        properties.issuers().stream()
            .map(issuer -> new TrustedIssuer(issuer, callers, clock))
            .toList();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * @param said as a token says it, to the letter
   */
  Optional<TrustedIssuer> find(String said) {
    return all.stream()
        .filter(issuer -> issuer.settings().issuer().toString().equals(said))
        .findFirst();
  }

  /** Where users of the page sign in. */
  Optional<TrustedIssuer> forLogin() {
    return all.stream().filter(issuer -> issuer.settings().client() != null).findFirst();
  }
}
