package io.longshore.gateway.oidc;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
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
  static final Duration PAUSE = Discovery.PAUSE;
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_WHILE_AWAY = Duration.ofHours(1);
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final Published published;
  private final JWKSource<SecurityContext> kept;

  IssuerKeys(Discovery discovery) {
    this.published = new Published(discovery);
    this.kept =
        JWKSourceBuilder.create(published)
            .cache(KEPT.toMillis(), WAIT.toMillis())
            .rateLimited(PAUSE.toMillis())
            .outageTolerant(KEPT_WHILE_AWAY.toMillis())
            .build();
  }

  /**
   * @return none for a key that the issuer doesn't have
   * @throws KeySourceException when it can't be asked whether it has
   */
  @Override
  public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context)
      throws KeySourceException {
    List<JWK> found;
    try {
      found = kept.get(selector, context);
    } catch (RateLimitReachedException e) {
      found = List.of(); // it was asked just now
    }
    if (found.isEmpty() && published.away) {
      throw new JWKSetUnavailableException("the issuer is away, and may have this key by now");
    }
    return found;
  }

  /** As the issuer has them now. */
  private static final class Published implements JWKSetSource<SecurityContext> {
    private final Discovery discovery;

    /** When it was asked last. */
    private volatile boolean away;

    Published(Discovery discovery) {
      this.discovery = discovery;
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator evaluator, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        var address = discovery.keys().toURL();
        var keys = JWKSet.parse(Discovery.WEB.retrieveResource(address).getContent());
        away = false;
        return keys;
      } catch (IOException | ParseException | IllegalArgumentException e) {
        away = true;
        throw new JWKSetUnavailableException(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public void close() {}
  }
}
