package io.longshore.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.longshore.gateway.Issuer;
import io.longshore.gateway.access.Tenants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.web.ErrorResponseException;

/** Keys over HTTP of an issuer that changes them, goes away, and isn't the only one. */
class IssuerKeysTest {
  private static final RSAKey OLD = Issuer.newKey();
  private static final RSAKey NEW = Issuer.newKey();

  private final HttpServer server = server();
  private final IssuerKeys keys =
      new IssuerKeys(new Discovery(issuer("Nantucket", address(), "/keys"), Clock.systemUTC()));
  private volatile JWKSet published = new JWKSet(OLD);
  private volatile int status = 200;

  @BeforeEach
  void start() {
    server.createContext("/keys", this::publish);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aKeyThatTheIssuerTurnedToIsFoundAtItsFirstToken() throws KeySourceException {
    assertThat(find(OLD)).hasSize(1);
    published = new JWKSet(List.of(OLD, NEW));
    assertThat(find(NEW)).hasSize(1);
    assertThat(find(OLD)).hasSize(1);
  }

  @Test
  void whileTheIssuerIsAwayItsKnownKeysAreGoodAndOthersMayBe() throws KeySourceException {
    assertThat(find(OLD)).hasSize(1);
    status = 500;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> find(NEW)).isInstanceOf(JWKSetUnavailableException.class);
      assertThat(find(OLD)).hasSize(1);
    }
  }

  @Test
  void anIssuerThatAnswersDoesNotHaveAKeyThatItDoesNotPublish() throws KeySourceException {
    for (int i = 0; i < 3; i++) {
      assertThat(find(NEW)).isEmpty();
    }
  }

  @Test
  void whatOneIssuerSignedIsNotAnothers() {
    var other = Issuer.shared();
    var here = trusted("Nantucket", address(), "/keys");
    var there = trusted("Elsewhere", other.address().toString(), null);
    assertThat(owner(here, other.signed(claims(other, address()), OLD)))
        .isEqualTo("Nantucket:ahab");
    assertThat(owner(there, other.signed(other.good()))).isEqualTo("Elsewhere:ahab");
    assertThat(code(here, other.signed(claims(other, address())))).isEqualTo("token-not-genuine");
    assertThat(code(there, other.signed(other.good(), OLD))).isEqualTo("token-not-genuine");
    assertThat(code(there, other.signed(claims(other, address()))))
        .isEqualTo("token-issuer-unknown");
  }

  private static JWTClaimsSet.Builder claims(Issuer issuer, String says) {
    return issuer.good().issuer(says);
  }

  private static TrustedIssuer trusted(String name, String address, @Nullable String keys) {
    var any = new Tenants.Tenant(1, "any", Instant.EPOCH, null);
    return new TrustedIssuer(
        issuer(name, address, keys), new CallerOf(_ -> Optional.of(any)), Clock.systemUTC());
  }

  private static String owner(TrustedIssuer issuer, String token) {
    return issuer.caller(token).principal().owner();
  }

  private static String code(TrustedIssuer issuer, String token) {
    var refused = catchThrowableOfType(ErrorResponseException.class, () -> issuer.caller(token));
    return String.valueOf(Objects.requireNonNull(refused.getBody().getProperties()).get("code"));
  }

  private List<JWK> find(RSAKey key) throws KeySourceException {
    var byId = new JWKMatcher.Builder().keyID(key.getKeyID()).build();
    return keys.get(new JWKSelector(byId), null);
  }

  private void publish(HttpExchange exchange) throws IOException {
    byte[] body = published.toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String address() {
    return "http://127.0.0.1:%d".formatted(server.getAddress().getPort());
  }

  private static OidcProperties.Issuer issuer(String name, String address, @Nullable String keys) {
    var settings = new HashMap<String, String>();
    settings.put("a.name", name);
    settings.put("a.issuer", address);
    settings.put("a.audience", Issuer.AUDIENCE);
    settings.put("a.tenant", "1");
    settings.put("a.scopes.read", "*");
    if (keys != null) {
      settings.put("a.jwk-set-uri", address + keys);
    }
    return new Binder(new MapConfigurationPropertySource(settings))
        .bind("a", OidcProperties.Issuer.class)
        .get();
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
