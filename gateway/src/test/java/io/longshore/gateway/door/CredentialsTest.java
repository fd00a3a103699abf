package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Gateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a door that is closed does with what it is shown. */
class CredentialsTest {
  private static final String DOCUMENTS = "/api/v1/documents";
  private static final int LONG_MS = 20_000;
  private static final int SHORT_MS = 5_000;

  @RegisterExtension
  static final Door DOOR =
      Door.with("--longshore.access.open=false", "--longshore.access.admin-key=" + Keys.ADMIN);

  @SuppressWarnings("NullAway.Init") // by admin()
  private static Keys admin;

  @BeforeAll
  static void admin() {
    admin = new Keys(DOOR.gateway(), Keys.ADMIN);
  }

  @Test
  void twoCredentialsThatDifferAreNeitherOne() {
    String other = admin.make("other", "read");
    assertRefused(
        send(
            request(DOCUMENTS)
                .header("Authorization", "Bearer " + Keys.ADMIN)
                .header("x-api-key", other)),
        400,
        "two-credentials");
    assertRefused(
        send(
            request(DOCUMENTS)
                .header("Authorization", "Bearer " + Keys.ADMIN)
                .header("Authorization", "Bearer " + other)),
        400,
        "two-credentials");
    var twice =
        request(DOCUMENTS)
            .header("Authorization", "Bearer " + Keys.ADMIN)
            .header("x-api-key", " " + Keys.ADMIN + " ");
    assertThat(send(twice).statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyOfAnotherTenantIsNobodysHere() {
    String own = admin.make("own", "read", "manage");
    var tenant = admin.post("/api/v1/tenants", "{\"name\":\"elsewhere\"}");
    var theirs = admin.with(json(tenant).at("/key/secret").asString());
    assertRefused(theirs.delete("/api/v1/keys/" + Keys.prefix(own)), 404, "key-not-found");
    assertThat(theirs.get("/api/v1/keys").body()).doesNotContain(Keys.prefix(own));
    assertThat(admin.with(own).get("/api/v1/keys").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\\u0000\",\"scopes\":[\"read\"]} | key-name-invalid",
        "{\"name\":\"a\",\"owner\":\"\\u0000\",\"scopes\":[\"read\"]} | key-owner-invalid",
        "{\"name\":\"a\",\"groups\":[\"\\u0000\"],\"scopes\":[\"read\"]} | groups-invalid",
      })
  void whatHasSignsThatNobodySeesIsNoName(String body, String code) {
    assertRefused(admin.post("/api/v1/keys", body), 400, code);
  }

  @Test
  void anOldCookieKeepsNobodyFromThePageAndFromSigningOut() {
    String key = admin.make("page", "read");
    String cookie = "longshore=" + key;
    assertThat(send(request(DOCUMENTS).header("Cookie", cookie)).statusCode()).isEqualTo(200);
    admin.delete("/api/v1/keys/" + Keys.prefix(key));
    assertRefused(send(request(DOCUMENTS).header("Cookie", cookie)), 401, "key-revoked");
    assertThat(send(request("/").header("Cookie", cookie)).statusCode()).isEqualTo(200);
    var out = send(request("/api/v1/session").header("Cookie", cookie).DELETE());
    assertThat(out.statusCode()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"50%", "a;b", "dots.", "zero\u200bwidth"})
  void aNameInAPathHoldsWhatItLikes(String name) {
    String body = Gateway.JSON.writeValueAsString(Map.of("name", name));
    assertThat(admin.post("/api/v1/collections", body).statusCode()).isEqualTo(201);
    String path = "/api/v1/collections/" + URLEncoder.encode(name, UTF_8);
    assertThat(json(admin.get(path)).path("name").asString()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUploadOfSomebodyWhoMayNotIsRefusedUnread(boolean known) throws IOException {
    String credentials =
        known ? "Authorization: Bearer " + admin.make("reader", "read") + "\r\n" : "";
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), DOOR.gateway().port())) {
      socket.setSoTimeout(LONG_MS);
      String head =
          "POST %s HTTP/1.1\r\nHost: x\r\n%sContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000000\r\n\r\n--b\r\n"
              .formatted(DOCUMENTS, credentials);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      var reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(reply.readLine()).contains(known ? " 403" : " 401");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE"})
  void aFormOfNobodyIsRefusedUnread(String method) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), DOOR.gateway().port())) {
      socket.setSoTimeout(SHORT_MS);
      String head =
          "%s %s/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\na=b"
              .formatted(method, DOCUMENTS);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      var reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(reply.readLine()).contains(" 401");
    }
  }

  @ParameterizedTest
  @CsvSource({"http, false", "https, true"})
  void theCookieOfWhoComesThroughAProxyIsForItsEncryptedLine(String scheme, boolean secure) {
    var reply =
        send(
            request("/api/v1/session")
                .header("X-Forwarded-For", "203.0.113.9")
                .header("X-Forwarded-Proto", scheme)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"key\":\"%s\"}".formatted(Keys.ADMIN))));
    assertThat(reply.headers().firstValue("Set-Cookie").orElseThrow().contains("Secure"))
        .isEqualTo(secure);
  }

  @ParameterizedTest
  @CsvSource({
    "https, __Host-longshore, 200",
    "https, longshore, 401",
    "http, longshore, 200",
    "http, __Host-longshore, 401"
  })
  void overAnEncryptedLineTheCookieIsOneThatNobodyElseCanSet(
      String scheme, String name, int status) {
    var request =
        request(DOCUMENTS)
            .header("X-Forwarded-Proto", scheme)
            .header("Cookie", name + "=" + Keys.ADMIN);
    assertThat(send(request).statusCode()).isEqualTo(status);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(DOOR.gateway().uri(path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return DOOR.gateway().send(request);
  }

  private static void assertRefused(HttpResponse<String> reply, int status, String code) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(json(reply).path("code").asString()).isEqualTo(code);
    assertThat(reply.headers().firstValue("WWW-Authenticate").isPresent()).isEqualTo(status == 401);
  }
}
