package io.longshore.gateway.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CodeExchangeTest {
  private static final OidcProperties.Client CLIENT =
      new OidcProperties.Client("page", null, "openid");

  private final HttpServer server = server();
  private final CodeExchange exchange = new CodeExchange(Duration.ofMillis(100));

  @BeforeEach
  void start() {
    server.createContext("/.well-known/openid-configuration", this::metadata);
    server.createContext("/token", CodeExchangeTest::begin);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** More often than may ask at once. */
  @Test
  @Timeout(30)
  void anIssuerThatStopsWithinItsReplyIsAwayAndHoldsNobodyElseUp() {
    var issuer =
        new TrustedIssuer(issuer(), new CallerOf(_ -> Optional.empty()), Clock.systemUTC());
    for (int i = 0; i < 40; i++) {
      assertThatThrownBy(() ->
              exchange.idToken(
                  issuer, CLIENT, "code", Handshake.begin("/"), URI.create("http://127.0.0.1/")))
          .hasMessageContaining("doesn't answer");
    }
  }

  private OidcProperties.Issuer issuer() {
    return new OidcProperties.Issuer(
        "Nantucket",
        address(),
        "longshore",
        null,
        "1",
        new OidcProperties.Claims(null, "sub", "groups", "roles"),
        Map.of("read", List.of("*")),
        CLIENT);
  }

  private void metadata(HttpExchange asked) throws IOException {
    String here = address().toString();
    byte[] said =
        """
        {"issuer": "%s", "jwks_uri": "%s/keys", "token_endpoint": "%s/token"}
        """
            .formatted(here, here, here)
            .getBytes(UTF_8);
    asked.sendResponseHeaders(200, said.length);
    asked.getResponseBody().write(said);
    asked.close();
  }

  /** Headers, the first byte, and nothing more. */
  private static void begin(HttpExchange asked) throws IOException {
    asked.sendResponseHeaders(200, 100);
    asked.getResponseBody().write('{');
    asked.getResponseBody().flush();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
  }

  private static HttpServer server() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
