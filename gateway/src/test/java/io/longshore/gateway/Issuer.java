package io.longshore.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** A real issuer of tokens: Spring Authorization Server on a port of its own, one for all tests. */
public final class Issuer {
  public static final String MACHINE = "machine";
  public static final String PAGE = "page";
  public static final String PERSON = "ahab";
  public static final String PASSWORD = "white";
  public static final String AUDIENCE = "longshore";
  public static final String SECRET = "the-secret-of-the-page";
  private static final String MACHINES_SECRET = "the-secret-of-the-machine";

  private final Map<String, Object> claims = new ConcurrentHashMap<>();

  private final RSAKey key = newKey();
  private final ECKey curve = newCurve();
  private final InMemoryRegisteredClientRepository clients =
      new InMemoryRegisteredClientRepository(machine(), page());
  private final AnnotationConfigServletWebServerApplicationContext server =
      new AnnotationConfigServletWebServerApplicationContext();

  private Issuer() {
    server.registerBean(Issuer.class, () -> this);
    server.register(Parts.class);
    server.registerShutdownHook();
    server.refresh();
  }

  private static final class Shared {
    static final Issuer ISSUER = new Issuer();
  }

  public static Issuer shared() {
    return Shared.ISSUER;
  }

  /** What its tokens say from now on beside what they must. */
  public void say(Map<String, ?> claims) {
    this.claims.clear();
    this.claims.putAll(claims);
  }

  public URI address() {
    return URI.create(
        "http://127.0.0.1:" + Objects.requireNonNull(server.getWebServer()).getPort());
  }

  /** A token as a machine gets it. */
  public String token() throws IOException, InterruptedException {
    String credentials =
        Base64.getEncoder()
            .encodeToString((MACHINE + ":" + MACHINES_SECRET).getBytes(StandardCharsets.UTF_8));
    var request =
        HttpRequest.newBuilder(address().resolve("/oauth2/token"))
            .header("Authorization", "Basic " + credentials)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      String body = http.send(request, BodyHandlers.ofString()).body();
      return Gateway.JSON.readTree(body).path("access_token").asString();
    }
  }

  /** Claims of a good token, to be made worse. */
  public JWTClaimsSet.Builder good() {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(address().toString())
            .subject(PERSON)
            .audience(AUDIENCE)
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    this.claims.forEach(claims::claim);
    return claims;
  }

  /** Signed with its own key. */
  public String signed(JWTClaimsSet.Builder claims) {
    return signed(claims, key);
  }

  /** Signed with a key of anybody's. */
  public String signed(JWTClaimsSet.Builder claims, RSAKey by) {
    return signed(claims, new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()), by);
  }

  /** Signed with its own key of the kind that the header's algorithm takes. */
  public String signed(JWTClaimsSet.Builder claims, JWSHeader.Builder header) {
    boolean ofCurve = JWSAlgorithm.Family.EC.contains(header.build().getAlgorithm());
    JWK by = ofCurve ? curve : key;
    return signed(claims, header.keyID(by.getKeyID()), by);
  }

  private static String signed(JWTClaimsSet.Builder claims, JWSHeader.Builder header, JWK by) {
    try {
      var token = new SignedJWT(header.build(), claims.build());
      token.sign(
          by instanceof ECKey curve ? new ECDSASigner(curve) : new RSASSASigner(by.toRSAKey()));
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** A stranger's key by the name of its own. */
  public RSAKey disguised(RSAKey stranger) {
    return new RSAKey.Builder(stranger).keyID(key.getKeyID()).build();
  }

  /** Its own key by a name that it doesn't have. */
  public RSAKey renamed(String id) {
    return new RSAKey.Builder(key).keyID(id).build();
  }

  /** What it publishes. */
  public String keys() {
    return new JWKSet(List.of(key, curve)).toPublicJWKSet().toString();
  }

  /** With its public key for a secret, which everybody has. */
  public String signedByHmac(JWTClaimsSet.Builder claims) throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims.build());
    token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
    return token.serialize();
  }

  /** Of nobody whom anybody trusts. */
  public static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey newCurve() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static RegisteredClient machine() {
    return RegisteredClient.withId(MACHINE)
        .clientId(MACHINE)
        .clientSecret("{noop}" + MACHINES_SECRET)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scope(OidcScopes.OPENID)
        .build();
  }

  /** On any port, as this address of ours may have (RFC 8252). */
  private static RegisteredClient page() {
    return RegisteredClient.withId(PAGE)
        .clientId(PAGE)
        .clientSecret("{noop}" + SECRET)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("http://127.0.0.1/api/v1/session/callback")
        .scope(OidcScopes.OPENID)
        .scope(OidcScopes.PROFILE)
        .clientSettings(ClientSettings.builder().requireProofKey(true).build())
        .build();
  }

  /** Of the server; no component, which the gateway would find. */
  @EnableWebSecurity
  static class Parts {
    @Bean
    TomcatServletWebServerFactory web() {
      var factory = new TomcatServletWebServerFactory(0);
      factory.setRegisterDefaultServlet(true); // filters stand before one
      factory.setAddress(InetAddress.getLoopbackAddress());
      return factory;
    }

    @Bean
    SecurityFilterChain chain(HttpSecurity http) {
      return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
          .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .formLogin(Customizer.withDefaults())
          .build();
    }

    @Bean
    InMemoryRegisteredClientRepository clients(Issuer issuer) {
      return issuer.clients;
    }

    @Bean
    UserDetailsService people() {
      return new InMemoryUserDetailsManager(
          User.withUsername(PERSON).password("{noop}" + PASSWORD).build());
    }

    @Bean
    JWKSource<SecurityContext> keys(Issuer issuer) {
      return new ImmutableJWKSet<>(new JWKSet(List.of(issuer.key, issuer.curve)));
    }

    @Bean
    JwtDecoder own(JWKSource<SecurityContext> keys) {
      return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    AuthorizationServerSettings settings() {
      return AuthorizationServerSettings.builder().build();
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> say(Issuer issuer) {
      return token -> {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(token.getTokenType())) {
          token.getClaims().audience(List.of(AUDIENCE));
        }
        issuer.claims.forEach(token.getClaims()::claim);
      };
    }
  }
}
