package io.longshore.gateway.oidc;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trades the code that a browser brings for the ID token, server to server. */
@Component
final class CodeExchange {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration WITHIN = Duration.ofSeconds(3);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final int BYTES_MAX = 256 * 1024;

  /** Whoever makes up codes makes no more calls than these at once. */
  private static final int AT_ONCE = 32;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger log = LoggerFactory.getLogger(CodeExchange.class);

  private final Duration within;
  private final Bulkhead trading =
      Bulkhead.of(
          "codes",
          BulkheadConfig.custom().maxConcurrentCalls(AT_ONCE).maxWaitDuration(WAIT).build());
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  @Autowired
  CodeExchange() {
    this(WITHIN);
  }

  /**
   * @param within the issuer has answered to the last byte
   */
  CodeExchange(Duration within) {
    this.within = within;
  }

  /**
   * The ID token of who signed in.
   *
   * @param callback that the login was begun with
   */
  String idToken(
      TrustedIssuer issuer,
      OidcProperties.Client client,
      String code,
      Handshake begun,
      URI callback) {
    try {
      return trading.executeSupplier(() -> traded(issuer, client, code, begun, callback));
    } catch (BulkheadFullException | AcquirePermissionCancelledException e) {
      throw OidcProblem.busy();
    }
  }

  private String traded(
      TrustedIssuer issuer,
      OidcProperties.Client client,
      String code,
      Handshake begun,
      URI callback) {
    try {
      return idToken(issuer, send(request(issuer, client, code, begun, callback)));
    } catch (IOException | ExecutionException | TimeoutException | JacksonException e) {
      log.warn("no login issuer={}: {}", issuer.settings().issuer(), e.toString());
      throw OidcProblem.away(issuer.settings().name());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OidcProblem.busy();
    }
  }

  /** A request's own time-out ends with the headers, and a body may never come. */
  private HttpResponse<String> send(HttpRequest request)
      throws ExecutionException, TimeoutException, InterruptedException {
    var reply = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), BYTES_MAX));
    try {
      return reply.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      reply.cancel(true);
    }
  }

  private static HttpRequest request(
      TrustedIssuer issuer,
      OidcProperties.Client client,
      String code,
      Handshake begun,
      URI callback)
      throws IOException {
    var metadata = issuer.metadata();
    if (metadata.token() == null) {
      throw new IOException("it doesn't say its token_endpoint");
    }
    var said = new LinkedHashMap<String, String>();
    said.put("grant_type", "authorization_code");
    said.put("code", code);
    said.put("redirect_uri", callback.toString());
    said.put("client_id", client.id());
    said.put("code_verifier", begun.verifier());
    var request =
        HttpRequest.newBuilder(metadata.token())
            .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED_VALUE)
            .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE);
    if (client.secret() != null && metadata.basic()) {
      String both = encoded(client.id()) + ":" + encoded(client.secret());
      request.header(
          HttpHeaders.AUTHORIZATION,
          "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.US_ASCII)));
    } else if (client.secret() != null) {
      said.put("client_secret", client.secret());
    }
    return request.POST(BodyPublishers.ofString(form(said))).build();
  }

  private static String idToken(TrustedIssuer issuer, HttpResponse<String> reply)
      throws IOException {
    if (reply.statusCode() / 100 == 5) {
      throw new IOException("it answers with " + reply.statusCode());
    }
    JsonNode said = JSON.readTree(reply.body());
    String token = said.path("id_token").asString("");
    if (reply.statusCode() != 200 || token.isEmpty()) {
      log.info(
          "login refused issuer={} status={} error={}",
          issuer.settings().issuer(),
          reply.statusCode(),
          said.path("error").asString(""));
      throw OidcProblem.refused(
          "login-refused",
          "“%s” doesn't know this login (any more): sign in again."
              .formatted(issuer.settings().name()));
    }
    return token;
  }

  static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + encoded(value.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
