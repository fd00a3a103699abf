package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Issuer;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a door does with tokens of an issuer that it trusts, and with those who sign in there. */
class OidcTest {
  private static final Issuer ISSUER = Issuer.shared();
  private static final String SETTING = "--longshore.access.oidc.issuers[0].";

  @RegisterExtension
  static final Door DOOR =
      Door.with(
          "--longshore.access.open=false",
          "--longshore.access.admin-key=" + Keys.ADMIN,
          "--longshore.limits.key.requests-per-minute=100000",
          SETTING + "name=acme",
          SETTING + "issuer=" + ISSUER.address(),
          SETTING + "audience=" + Issuer.AUDIENCE,
          SETTING + "client.id=" + Issuer.PAGE,
          SETTING + "client.secret=" + Issuer.SECRET,
          SETTING + "claims.tenant=tenant",
          SETTING + "scopes.read=reader,writer",
          SETTING + "scopes.write=writer");

  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);
  private static final int TRIES_MAX = 5;

  /** All may be done with it in the tenant of those who sign in. */
  private static String master = "";

  private final Browser browser = new Browser();

  @BeforeAll
  static void tenant() {
    var made = with(Keys.ADMIN).post("/api/v1/tenants", "{\"name\":\"pequod\"}");
    master = json(made).at("/key/secret").asString();
  }

  @BeforeEach
  void say() {
    ISSUER.say(Map.of("tenant", "pequod", "roles", List.of("writer"), "groups", List.of("crew")));
  }

  @Test
  void aTokenComesInByTheDoorOfKeysAndIsNoKey() throws Exception {
    var machine = with(ISSUER.token());
    assertThat(machine.get("/api/v1/collections").statusCode()).isEqualTo(200);
    assertThat(machine.post("/api/v1/collections", "{\"name\":\"nets\"}").statusCode())
        .isEqualTo(201);
    var refused = machine.get("/api/v1/keys");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(json(refused).path("detail").asString()).contains("manage");
    assertThat(with(Keys.ADMIN).get("/api/v1/collections").body()).doesNotContain("nets");
  }

  @Test
  void whatItsOwnerUsesIsCountedAndLimitedWithoutAKey() {
    var ahab = with(ISSUER.signed(ISSUER.good().subject("ahab")));
    var reply = ahab.get("/api/v1/collections");
    assertThat(reply.headers().firstValue("x-ratelimit-limit-requests")).hasValue("100000");
    var used = json(ahab.get("/api/v1/usage")).path("data");
    assertThat(used).hasSize(1);
    assertThat(used.get(0).path("owner").asString()).isEqualTo("acme:ahab");
    assertThat(used.get(0).path("key").isNull()).isTrue();
  }

  @Test
  void aTokenOfNobodyIsRefusedWithItsReason() {
    assertRefused("not.a.token", "token-malformed");
    assertRefused(ISSUER.signed(ISSUER.good().claim("tenant", "rachel")), "tenant-unknown");
    assertRefused(ISSUER.signed(ISSUER.good().claim("a", "a".repeat(15_000))), "token-too-long");
    assertRefused(Keys.STRANGER, "key-unknown");
    assertRefused("lsk_" + ISSUER.signed(ISSUER.good()), "key-malformed");
  }

  @Test
  void anAnswersStreamEndsWhenItsTokenExpires() throws IOException {
    var expires = Date.from(Instant.now().minus(CLOCKS_DIFFER).plusSeconds(10));
    var ahab = with(ISSUER.signed(ISSUER.good().expirationTime(expires)));
    try (var events =
        ahab.stream(
            HttpRequest.newBuilder(at("/api/v1/answers"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"Still there?\"}")))) {
      assertThat(events.next().name()).isEqualTo("started");
      var last = events.rest().getLast();
      assertThat(last.name()).isEqualTo("refused");
      assertThat(last.data().path("code").asString()).isEqualTo("token-expired");
    }
  }

  @Test
  void whoeverWasLetInAMomentBeforeTheirTenantWasDeletedHearsSo() {
    int tries = 0;
    HttpResponse<String> late;
    do {
      late = afterItsTenantWasDeleted("leaving-" + tries++);
    } while (late.statusCode() == 401 && tries < TRIES_MAX); // the moment had passed
    assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
    assertThat(json(late).path("code").asString()).isEqualTo("tenant-deleted");
  }

  private static HttpResponse<String> afterItsTenantWasDeleted(String tenant) {
    var made =
        json(with(Keys.ADMIN).post("/api/v1/tenants", "{\"name\":\"%s\"}".formatted(tenant)));
    var ahab = with(ISSUER.signed(ISSUER.good().claim("tenant", tenant)));
    assertThat(ahab.get("/api/v1/collections").statusCode()).isEqualTo(200);
    var deleted = with(Keys.ADMIN).delete("/api/v1/tenants/" + made.at("/tenant/id").asInt());
    assertThat(deleted.statusCode()).isEqualTo(202);
    return ahab.post("/api/v1/collections", "{\"name\":\"late\"}");
  }

  @Test
  void aHeaderOfAMegabyteIsRefusedBeforeItIsAToken() throws IOException {
    String token = ISSUER.signed(ISSUER.good().claim("a", "a".repeat(1 << 20)));
    String refused =
        DOOR.gateway()
            .raw(
                "GET /api/v1/keys HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(token));
    assertThat(refused)
        .startsWith("HTTP/1.1 400 ")
        .contains("\"bad-request\"", "header", "too long");
    assertThat(with(master).get("/api/v1/keys").statusCode()).as("the next one").isEqualTo(200);
  }

  @Test
  void whoeverSignsInAtTheIssuerIsInUntilTheySignOut() {
    assertThat(DOOR.gateway().get("/api/v1/session").body())
        .isEqualTo("{\"login\":\"acme\",\"owner\":null}");
    var begun = browser.get(login("/#collection=nets"));
    assertThat(begun.statusCode()).isEqualTo(302);
    assertThat(cookie(begun, "longshore-login"))
        .contains("HttpOnly", "SameSite=Lax", "Max-Age=300")
        .doesNotContain("Secure");
    URI there = Browser.location(begun);
    assertThat(there.getQuery()).contains("code_challenge_method=S256", "nonce=", "state=");
    var ended = browser.get(browser.signIn(there));
    assertThat(ended.headers().firstValue("Location")).hasValue("/#collection=nets");
    assertThat(cookie(ended, "longshore-login")).contains("Max-Age=0");
    assertThat(cookie(ended, "longshore")).contains("HttpOnly", "SameSite=Strict");
    String key = key(ended);
    assertThat(browser.get(at("/api/v1/collections")).statusCode()).isEqualTo(200);
    assertThat(json(browser.get(at("/api/v1/session"))).path("owner").asString())
        .isEqualTo("acme:" + Issuer.PERSON);
    assertThat(browser.get(at("/api/v1/keys")).statusCode()).as("a writer").isEqualTo(403);
    var session = json(with(master).get("/api/v1/keys")).at("/data/0");
    assertThat(session.path("id").asString()).isEqualTo(Keys.prefix(key));
    assertThat(session.path("session").asBoolean()).isTrue();
    assertThat(session.path("owner").asString()).isEqualTo("acme:" + Issuer.PERSON);
    assertThat(json(with(key).get("/api/v1/usage")).at("/data/0/owner").asString())
        .as("counted as its owner's")
        .isEqualTo("acme:" + Issuer.PERSON);
    assertThat(with(master).get("/api/v1/audit").body())
        .contains("/api/v1/session/callback", "made=" + Keys.prefix(key))
        .doesNotContain(key);
    assertThat(browser.delete(at("/api/v1/session")).statusCode()).isEqualTo(204);
    assertRefused(key, "key-revoked");
    assertThat(browser.get(at("/api/v1/session")).body()).contains("\"owner\":null");
  }

  @Test
  void aSecondClickOnSigningOutChangesNothing() {
    String key = key(browser.get(browser.signIn(Browser.location(browser.get(login("/"))))));
    assertThat(browser.delete(at("/api/v1/session")).statusCode()).isEqualTo(204);
    String revoked = revoked(key);
    browser.cookies.getCookieStore().add(at("/"), aCookie("longshore", key)); // sent meanwhile
    assertThat(browser.delete(at("/api/v1/session")).statusCode()).isEqualTo(204);
    assertThat(revoked(key)).isEqualTo(revoked);
    assertThat(browser.delete(at("/api/v1/session")).statusCode()).as("no cookie").isEqualTo(204);
  }

  private static String revoked(String key) {
    return json(with(master).get("/api/v1/keys?limit=200"))
        .path("data")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(Keys.prefix(key)))
        .map(one -> one.path("revoked_at").asString())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSignOutLeavesAKeyThatNoLoginMade() {
    browser.cookies.getCookieStore().add(at("/"), aCookie("longshore", master));
    assertThat(browser.delete(at("/api/v1/session")).statusCode()).isEqualTo(204);
    assertThat(with(master).get("/api/v1/collections").statusCode()).isEqualTo(200);
  }

  @Test
  void aSignOutOverAnEncryptedLineAlsoEndsWhatHasTheNameOfBefore() {
    String before = key(browser.get(browser.signIn(Browser.location(browser.get(login("/"))))));
    var again = new Browser();
    String now = key(again.get(again.signIn(Browser.location(again.get(login("/"))))));
    var out =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(at("/api/v1/session"))
                    .header("X-Forwarded-Proto", "https")
                    .header("Cookie", "longshore=%s; __Host-longshore=%s".formatted(before, now))
                    .DELETE());
    assertThat(out.statusCode()).isEqualTo(204);
    assertThat(cookie(out, "longshore")).contains("Max-Age=0");
    assertThat(cookie(out, "__Host-longshore")).contains("Max-Age=0", "Secure");
    assertRefused(before, "key-revoked");
    assertRefused(now, "key-revoked");
  }

  @Test
  void aSignOutTakesTheCookieWhateverTheDatabaseDoes() {
    String key = key(browser.get(browser.signIn(Browser.location(browser.get(login("/"))))));
    DOOR.asOwner("alter table library.api_key rename to away");
    HttpResponse<String> failed;
    try {
      failed = browser.delete(at("/api/v1/session"));
    } finally {
      DOOR.asOwner("alter table library.away rename to api_key");
    }
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(cookie(failed, "longshore")).contains("Max-Age=0");
    assertThat(with(key).get("/api/v1/collections").statusCode()).isEqualTo(200);
    DOOR.asOwner("delete from library.api_key where prefix = '%s'".formatted(Keys.prefix(key)));
    browser.cookies.getCookieStore().add(at("/"), aCookie("longshore", key));
    assertThat(browser.delete(at("/api/v1/session")).statusCode()).as("gone").isEqualTo(204);
  }

  @Test
  void ofTwoTabsTheOneThatBeganLastSignsIn() {
    URI first = browser.signIn(Browser.location(browser.get(login("/"))));
    URI there = Browser.location(browser.get(login("/#collection=nets")));
    assertLoginFails(browser.get(first), 400, "login-state");
    URI back = Browser.location(browser.get(there, "Accept", "text/html"));
    assertThat(browser.get(back).headers().firstValue("Location")).hasValue("/#collection=nets");
  }

  @Test
  void aLoginEndsOnlyInTheBrowserThatBeganItAndOnlyOnce() {
    URI back = browser.signIn(Browser.location(browser.get(login("/"))));
    assertLoginFails(new Browser().get(back), 400, "login-state");
    URI forged = URI.create(back.toString().replaceFirst("state=.{5}", "state=other"));
    String kept = kept();
    assertLoginFails(browser.get(forged), 400, "login-state");
    assertLoginFails(browser.get(URI.create(back + "&iss=https://x.example")), 400, "login-state");
    keep(kept.replaceFirst("\\.[^.]+", ".another-nonce"));
    assertLoginFails(browser.get(back), 401, "login-refused");
    keep(kept);
    assertLoginFails(browser.get(back), 401, "login-refused");
  }

  @Test
  void whatTheIssuerSaysInsteadOfACodeIsSaid() {
    browser.get(login("/"));
    String state = kept().split("\\.", 2)[0];
    String path = "/api/v1/session/callback?error=access_denied&state=" + state;
    var refused = browser.get(at(path), "Accept", "text/html");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(refused.body()).contains("access_denied", "<a href=\"../../../\">");
  }

  @Test
  void whoeverHasNoRoleHereDoesNotComeIn() {
    ISSUER.say(Map.of("tenant", "pequod", "roles", List.of("cook")));
    URI back = browser.signIn(Browser.location(browser.get(login("/"))));
    assertLoginFails(browser.get(back), 403, "login-without-scope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/a\\b",
        "evil",
        "/api/v1/session/login",
        "/\r\nSet-Cookie: a=b"
      })
  void aLoginLeadsToThisPageAndNowhereElse(String to) {
    assertLoginFails(browser.get(login(to)), 400, "return-invalid");
  }

  @Test
  void behindAProxyThatEncryptsTheCookieIsForThatLineAndTheIssuerSendsBackThere() {
    var begun = browser.get(login("/"), "X-Forwarded-Proto", "https");
    assertThat(cookie(begun, "__Host-longshore-login")).contains("Secure");
    assertThat(Browser.location(begun).getQuery()).contains("redirect_uri=https://127.0.0.1");
  }

  private static URI login(String to) {
    return at("/api/v1/session/login?to=" + URLEncoder.encode(to, UTF_8));
  }

  private static URI at(String path) {
    return DOOR.gateway().uri(path);
  }

  private static String cookie(HttpResponse<String> reply, String name) {
    return reply.headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private static String key(HttpResponse<String> reply) {
    return cookie(reply, "longshore").replaceFirst("longshore=([^;]+);.*", "$1");
  }

  /** What a login keeps in the browser. */
  private String kept() {
    return browser.cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("longshore-login"))
        .map(HttpCookie::getValue)
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private void keep(String kept) {
    browser.cookies.getCookieStore().removeAll();
    browser.cookies.getCookieStore().add(at("/"), aCookie("longshore-login", kept));
  }

  private static HttpCookie aCookie(String name, String value) {
    var cookie = new HttpCookie(name, value);
    cookie.setVersion(0);
    cookie.setPath("/");
    return cookie;
  }

  private static void assertLoginFails(HttpResponse<String> reply, int status, String code) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(json(reply).path("code").asString()).isEqualTo(code);
    assertThat(reply.headers().allValues("Set-Cookie")).noneMatch(one -> one.contains("lsk_"));
  }

  private static void assertRefused(String token, String code) {
    var refused = with(token).get("/api/v1/collections");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("code").asString()).isEqualTo(code);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  private static Keys with(String token) {
    return new Keys(DOOR.gateway(), token);
  }
}
