package io.longshore.gateway.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer signs with. Its keys are kept, for some time also when it is away, and asked for
 * again for a token of an unknown key, twice within {@link #PAUSE} at most: tokens that were made
 * up make no traffic.
 */
final class IssuerKeys implements JWKSource<SecurityContext> {
  static final Duration PAUSE = Duration.ofSeconds(30);
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_WHILE_AWAY = Duration.ofHours(1);
  private static final Duration WAIT = Duration.ofSeconds(5);

  private final JWKSource<SecurityContext> kept;
  private volatile long freshUntilMs;

  IssuerKeys(Discovery discovery) {
    this.kept =
        JWKSourceBuilder.create(new Published(discovery))
            .cache(
                KEPT.toMillis(),
                WAIT.toMillis(),
                event -> {
                  if (event instanceof CachingJWKSetSource.RefreshCompletedEvent<?>) {
                    freshUntilMs = System.currentTimeMillis() + KEPT.toMillis();
                  }
                })
            .rateLimited(PAUSE.toMillis())
            .outageTolerant(KEPT_WHILE_AWAY.toMillis())
            .build();
  }

  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    try {
      return kept.get(selector, context);
    } catch (RateLimitReachedException e) {
      if (System.currentTimeMillis() < freshUntilMs) { // there are keys, and this is none of them
        return List.of();
      }
      throw e;
    }
  }

  /** As the issuer has them now. */
  private record Published(Discovery discovery) implements JWKSetSource<SecurityContext> {
    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        var address = discovery.keys().toURL();
        return JWKSet.parse(Discovery.WEB.retrieveResource(address).getContent());
      } catch (IOException | ParseException | IllegalArgumentException e) {
        throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public void close() {}
  }
}
