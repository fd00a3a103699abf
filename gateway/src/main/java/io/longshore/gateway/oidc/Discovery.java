package io.longshore.gateway.oidc;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an issuer says of itself (OpenID Connect Discovery 1.0), asked for when it is needed first.
 * Whoever makes us ask makes us ask once in a while.
 */
final class Discovery {
  /** Before one that didn't answer is asked again. */
  static final Duration PAUSE = Duration.ofSeconds(10);

  private static final String AUTHORIZATION = "authorization_endpoint";
  private static final String TOKEN = "token_endpoint";
  private static final Duration KEPT = Duration.ofHours(1);
  private static final int CONNECT_MS = 2_000;
  private static final int READ_MS = 5_000;
  private static final int BYTES_MAX = 512 * 1024;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger log = LoggerFactory.getLogger(Discovery.class);

  /** How any issuer is asked for what it publishes. */
  static final ResourceRetriever WEB = new DefaultResourceRetriever(CONNECT_MS, READ_MS, BYTES_MAX);

  private final OidcProperties.Issuer issuer;
  private final Clock clock;
  private @Nullable Metadata known;
  private Instant next = Instant.MIN;

  Discovery(OidcProperties.Issuer issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * Where it has what.
   *
   * @param authorization where users sign in; null for an issuer of machines alone
   * @param token where a code is traded for a token; null as well
   * @param basic whether it takes a client's secret as HTTP Basic, not in the form
   */
  record Metadata(URI keys, @Nullable URI authorization, @Nullable URI token, boolean basic) {}

  /** Where its keys are. */
  URI keys() throws IOException {
    URI given = issuer.jwkSetUri();
    return given == null ? metadata().keys() : given;
  }

  /** What it said within the hour; while it is away, what it said last. */
  synchronized Metadata metadata() throws IOException {
    Instant now = clock.instant();
    if (!now.isBefore(next)) {
      try {
        known = ask();
        next = now.plus(KEPT);
      } catch (IOException | JacksonException | IllegalArgumentException e) {
        next = now.plus(PAUSE);
        log.warn("an issuer can't be asked issuer={}: {}", issuer.issuer(), e.toString());
      }
    }
    if (known == null) {
      throw new IOException(issuer.issuer() + " can't be asked");
    }
    return known;
  }

  private Metadata ask() throws IOException {
    String base = issuer.issuer().toString().replaceFirst("/$", "");
    URI address = URI.create(base + "/.well-known/openid-configuration");
    JsonNode said = JSON.readTree(WEB.retrieveResource(address.toURL()).getContent());
    if (!issuer.issuer().toString().equals(said.path("issuer").asString(""))) {
      throw new IOException(
          "%s is of the issuer %s: its address must be the same to the letter"
              .formatted(address, said.path("issuer")));
    }
    JsonNode ways = said.path("token_endpoint_auth_methods_supported");
    return new Metadata(
        address(said, "jwks_uri"),
        said.has(AUTHORIZATION) ? address(said, AUTHORIZATION) : null,
        said.has(TOKEN) ? address(said, TOKEN) : null,
        ways.isMissingNode()
            || ways.valueStream().anyMatch(way -> way.asString("").equals("client_secret_basic")));
  }

  /** Over TLS, but of one that isn't itself. */
  private URI address(JsonNode said, String name) throws IOException {
    String text = said.path(name).asString("");
    if (!text.startsWith("https://") && !text.startsWith(issuer.issuer().getScheme() + "://")) {
      throw new IOException("it says no address of https as its " + name);
    }
    return URI.create(text);
  }
}
