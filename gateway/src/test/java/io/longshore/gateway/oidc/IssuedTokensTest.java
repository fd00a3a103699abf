package io.longshore.gateway.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.longshore.gateway.Issuer;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Caller;
import io.longshore.gateway.access.Tenants;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** Tokens of a real issuer, and those that somebody made up. */
class IssuedTokensTest {
  private static final int TENANT = 7;

  /** Read as a double, as its neighbours are. */
  private static final BigInteger BEYOND_LONG = new BigInteger("18446744073709551614");

  private static final Issuer ISSUER = Issuer.shared();

  private final IssuedTokens tokens = trusting(ISSUER.address(), null);

  @BeforeAll
  static void say() {
    ISSUER.say(
        Map.of(
            "org", Map.of("tenant", "pequod"),
            "groups", List.of("crew", "officers"),
            "realm_access", Map.of("roles", List.of("captain", "whaler"))));
  }

  @Test
  void aTokenSaysWhoCallsAndWhatTheyMay() throws IOException, InterruptedException {
    Caller caller = tokens.caller(ISSUER.token()).orElseThrow();
    assertThat(caller.principal().tenant()).isEqualTo(TENANT);
    assertThat(caller.principal().owner()).isEqualTo("Nantucket:" + Issuer.MACHINE);
    assertThat(caller.principal().groups()).containsExactly("crew", "officers");
    assertThat(caller.scopes()).containsExactlyInAnyOrder(AccessScope.READ, AccessScope.MANAGE);
    assertThat(caller.key()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "PS512", "ES256"})
  void whateverItsKeyAndItsAlgorithmItIsSigned(String algorithm) {
    var header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm));
    assertThat(tokens.caller(ISSUER.signed(ISSUER.good(), header))).isPresent();
  }

  static Stream<Arguments> bad() throws JOSEException {
    Instant now = Instant.now();
    var stranger = Issuer.newKey();
    String good = ISSUER.signed(ISSUER.good());
    return Stream.of(
        bad("token-issuer-unknown", claims -> claims.issuer("https://elsewhere.example.com")),
        bad("token-issuer-unknown", claims -> claims.issuer(null)),
        bad("token-audience-wrong", claims -> claims.audience("somebody-else")),
        bad("token-audience-wrong", claims -> claims.audience((String) null)),
        bad("token-expired", claims -> claims.expirationTime(Date.from(now.minusSeconds(31)))),
        bad("token-expired", claims -> claims.expirationTime(null)),
        bad("token-early", claims -> claims.notBeforeTime(Date.from(now.plusSeconds(60)))),
        bad("tenant-missing", claims -> claims.claim("org", null)),
        bad("tenant-missing", claims -> claims.claim("org", Map.of("tenant", List.of("pequod")))),
        bad("tenant-missing", claims -> claims.claim("org", Map.of("tenant", BEYOND_LONG))),
        bad("tenant-unknown", claims -> claims.claim("org", Map.of("tenant", "rachel"))),
        bad("owner-invalid", claims -> claims.subject(null)),
        bad("owner-invalid", claims -> claims.subject("a".repeat(256))),
        bad("owner-invalid", claims -> claims.subject("a\u0000")),
        bad("groups-too-many", claims -> claims.claim("groups", Collections.nCopies(101, "g"))),
        bad("groups-invalid", claims -> claims.claim("groups", List.of("g".repeat(101)))),
        bad("groups-invalid", claims -> claims.claim("groups", List.of(Map.of("a", "b")))),
        bad("token-too-long", claims -> claims.claim("filler", "a".repeat(20_000))),
        Arguments.of("token-algorithm-refused", new PlainJWT(ISSUER.good().build()).serialize()),
        Arguments.of("token-algorithm-refused", ISSUER.signedByHmac(ISSUER.good())),
        Arguments.of("token-not-genuine", ISSUER.signed(ISSUER.good(), stranger)),
        Arguments.of("token-not-genuine", ISSUER.signed(ISSUER.good(), ISSUER.disguised(stranger))),
        Arguments.of("token-not-genuine", withOthersClaims(good)),
        Arguments.of("token-type-refused", ofType("logout+jwt", stranger)),
        Arguments.of("token-type-refused", ofType("DPoP+jwt", stranger)),
        Arguments.of("token-critical-unknown", mustBeUnderstood("https://example.com/bound")),
        Arguments.of("token-malformed", "e30.e30.e30"),
        Arguments.of("token-malformed", "some.thing.else"),
        Arguments.of("token-malformed", "nothing"));
  }

  private static Arguments bad(String code, UnaryOperator<JWTClaimsSet.Builder> worse) {
    return Arguments.of(code, ISSUER.signed(worse.apply(ISSUER.good())));
  }

  private static String ofType(String type, RSAKey by) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)).build();
    var token = new SignedJWT(header, ISSUER.good().build());
    token.sign(new RSASSASigner(by));
    return token.serialize();
  }

  private static String mustBeUnderstood(String name) {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).criticalParams(Set.of(name));
    return ISSUER.signed(ISSUER.good(), header.customParam(name, true));
  }

  /** A good signature under what somebody else said. */
  private static String withOthersClaims(String good) {
    String[] parts = good.split("\\.");
    String others = ISSUER.signed(ISSUER.good().subject("stubb")).split("\\.")[1];
    return String.join(".", parts[0], others, parts[2]);
  }

  @ParameterizedTest
  @MethodSource("bad")
  void aTokenThatIsNotGoodIsNobodys(String code, String token) {
    var refused = refused(tokens, token);
    assertThat(code(refused)).isEqualTo(code);
    assertThat(refused.getStatusCode().value()).isEqualTo(401);
    assertThat(refused.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).startsWith("Bearer");
  }

  @Test
  void clocksMayDifferByHalfAMinute() {
    var now = Instant.now();
    var late = ISSUER.good().expirationTime(Date.from(now.minusSeconds(20)));
    var early = ISSUER.good().notBeforeTime(Date.from(now.plusSeconds(20)));
    assertThat(tokens.caller(ISSUER.signed(late))).isPresent();
    assertThat(tokens.caller(ISSUER.signed(early))).isPresent();
  }

  @Test
  void claimsAreFoundByTheirWholeNameFirstAndScopesOfOAuthAreRoles() {
    var claims =
        ISSUER
            .good()
            .claim("org.tenant", TENANT)
            .claim("groups", "one crew")
            .claim("realm_access.roles", "openid whaler");
    Caller caller = tokens.caller(ISSUER.signed(claims)).orElseThrow();
    assertThat(caller.principal().tenant()).isEqualTo(TENANT);
    assertThat(caller.principal().groups()).containsExactly("one crew");
    assertThat(caller.scopes()).containsExactly(AccessScope.READ);
  }

  @Test
  void aTokenWithoutRolesAndGroupsMayNothingAndIsKnown() {
    var claims = ISSUER.good().claim("groups", null).claim("realm_access", null);
    Caller caller = tokens.caller(ISSUER.signed(claims)).orElseThrow();
    assertThat(caller.scopes()).isEmpty();
    assertThat(caller.principal().groups()).isEmpty();
  }

  @Test
  void anIssuerThatIsDownIsNotTheCallersFault() throws IOException {
    String address;
    try (var closed = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      address = "http://127.0.0.1:" + closed.getLocalPort();
    }
    var away = trusting(URI.create(address), null);
    for (int i = 0; i < 5; i++) {
      var refused = refused(away, ISSUER.signed(ISSUER.good().issuer(address)));
      assertThat(refused.getStatusCode().value()).isEqualTo(503);
      assertThat(code(refused)).isEqualTo("issuer-unavailable");
      assertThat(refused.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
    }
  }

  @Test
  void tokensOfKeysThatNobodyHasDoNotFloodTheIssuer() throws IOException {
    var asked = new AtomicInteger();
    var published =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] keys = ISSUER.keys().getBytes(StandardCharsets.UTF_8);
    published.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    published.start();
    try {
      var address =
          URI.create("http://127.0.0.1:%d/keys".formatted(published.getAddress().getPort()));
      var here = trusting(ISSUER.address(), address);
      String good = ISSUER.signed(ISSUER.good());
      assertThat(here.caller(good)).isPresent();
      for (int i = 0; i < 20; i++) {
        var refused = refused(here, ISSUER.signed(ISSUER.good(), ISSUER.renamed("made-up-" + i)));
        assertThat(code(refused)).isEqualTo("token-not-genuine");
      }
      assertThat(here.caller(good)).isPresent();
      assertThat(asked).hasValue(2);
    } finally {
      published.stop(0);
    }
  }

  @Test
  void whereNobodyIsTrustedThereAreNoTokens() {
    var none = tokens(List.of());
    assertThat(none.caller("nothing")).isEmpty();
  }

  private static IssuedTokens trusting(URI address, @Nullable URI keys) {
    var trusted =
        new OidcProperties.Issuer(
            "Nantucket",
            address,
            Issuer.AUDIENCE,
            keys,
            null,
            new OidcProperties.Claims("org.tenant", "sub", "groups", "realm_access.roles"),
            Map.of(
                "read", List.of("whaler"), "manage", List.of("captain"), "operate", List.of("x")),
            null);
    return tokens(List.of(trusted));
  }

  private static IssuedTokens tokens(List<OidcProperties.Issuer> issuers) {
    var properties = new OidcProperties(issuers, Duration.ofHours(8), 1, null);
    return new IssuedTokens(new TrustedIssuers(properties, callers(), Clock.systemUTC()));
  }

  private static CallerOf callers() {
    var pequod = new Tenants.Tenant(TENANT, "pequod", Instant.EPOCH, null);
    var byName = Map.of("pequod", pequod, String.valueOf(TENANT), pequod);
    return new CallerOf(name -> Optional.ofNullable(byName.get(name)));
  }

  private static ErrorResponseException refused(IssuedTokens tokens, String token) {
    return catchThrowableOfType(ErrorResponseException.class, () -> tokens.caller(token));
  }

  private static String code(ErrorResponseException refused) {
    return String.valueOf(Objects.requireNonNull(refused.getBody().getProperties()).get("code"));
  }
}
