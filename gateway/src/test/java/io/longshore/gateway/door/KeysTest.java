package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from the day they are made to the day they are revoked. */
class KeysTest {
  @RegisterExtension
  static final Door DOOR =
      Door.with(
          "--longshore.access.open=false",
          "--longshore.access.admin-key=" + Keys.ADMIN,
          "--longshore.api.watch=60s"); // a reader is looked at more often than a document

  private final Keys admin = new Keys(DOOR.gateway(), Keys.ADMIN);

  @Test
  void aKeyIsShownOnceAndItsHashIsKept() {
    var made = admin.post("/api/v1/keys", "{\"name\":\"once\",\"scopes\":[\"read\"]}");
    assertThat(made.statusCode()).isEqualTo(201);
    String secret = json(made).path("secret").asString();
    assertThat(json(made).at("/key/owner").asString()).isEqualTo("admin");
    var listed = admin.get("/api/v1/keys?limit=200");
    assertThat(listed.body()).contains(Keys.prefix(secret)).doesNotContain(secret);
    assertThat(admin.with(secret).get("/api/v1/collections").statusCode()).isEqualTo(200);
  }

  @Test
  void aRevokedKeyIsNobodys() {
    String key = admin.make("leaving", "read");
    assertThat(admin.with(key).get("/api/v1/collections").statusCode()).isEqualTo(200);
    assertThat(admin.delete("/api/v1/keys/" + Keys.prefix(key)).statusCode()).isEqualTo(200);
    var refused = admin.with(key).get("/api/v1/collections");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(code(refused)).isEqualTo("key-revoked");
    assertThat(admin.delete("/api/v1/keys/nothere1").statusCode()).isEqualTo(404);
  }

  @Test
  void anExpiredKeyIsNobodys() {
    String key = expiring(Instant.now().plusSeconds(2));
    var refused =
        await(() -> admin.with(key).get("/api/v1/collections"), reply -> reply.statusCode() == 401);
    assertThat(code(refused)).isEqualTo("key-expired");
  }

  @Test
  void anAnswersStreamEndsSoonAfterItsKeyIsRevoked() throws IOException {
    Keys leaving = admin.with(admin.make("listener", "read"));
    try (var events =
        leaving.stream(
            HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"question\":\"Still there?\"}")))) {
      assertThat(events.next().name()).isEqualTo("started");
      admin.delete("/api/v1/keys/" + Keys.prefix(leaving.key()));
      var revoked = Instant.now();
      var last = events.rest().getLast();
      assertThat(last.name()).isEqualTo("refused");
      assertThat(last.data().path("code").asString()).isEqualTo("key-revoked");
      assertThat(revoked.plusSeconds(5)).isAfter(Instant.now());
    }
  }

  @Test
  void aDocumentsStreamEndsWhenItsKeyExpires() throws IOException {
    String id = json(admin.upload("watched.txt", "Sea.", "watched")).path("id").asString();
    Keys watcher = admin.with(expiring(Instant.now().plusSeconds(2)));
    try (var events =
        watcher.stream(
            HttpRequest.newBuilder(
                DOOR.gateway().uri("/api/v1/documents/%s/events".formatted(id))))) {
      assertThat(events.next().name()).isEqualTo("document");
      var last = events.rest().getLast();
      assertThat(last.name()).isEqualTo("refused");
      assertThat(last.data().path("code").asString()).isEqualTo("key-expired");
    }
  }

  private String expiring(Instant at) {
    return json(admin.post(
            "/api/v1/keys",
            "{\"name\":\"short\",\"scopes\":[\"read\"],\"expires_at\":\"%s\"}".formatted(at)))
        .path("secret")
        .asString();
  }

  @Test
  void nobodyMakesAKeyThatMayMoreThanTheirs() {
    String manager = admin.make("manager", "read", "manage");
    var refused =
        admin
            .with(manager)
            .post("/api/v1/keys", "{\"name\":\"more\",\"scopes\":[\"read\",\"operate\"]}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(code(refused)).isEqualTo("scope-not-yours");
  }

  @Test
  void nobodyMakesAKeyOfSomebodyWhomAnIssuerNames() {
    var refused =
        admin.post(
            "/api/v1/keys", "{\"name\":\"her\",\"scopes\":[\"read\"],\"owner\":\"acme:ahab\"}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(code(refused)).isEqualTo("owner-not-yours");
  }

  @Test
  void nobodyRevokesOrLimitsAKeyThatMayMoreThanTheirs() {
    Keys manager = admin.with(admin.make("janitor", "read", "manage"));
    String path = "/api/v1/keys/" + Keys.prefix(Keys.ADMIN);
    assertThat(code(manager.delete(path))).isEqualTo("key-not-yours");
    assertThat(code(manager.patch(path + "/limits", "{\"requests_per_minute\":0}")))
        .isEqualTo("key-not-yours");
    assertThat(manager.get(path + "/limits").statusCode()).isEqualTo(200);
    assertThat(admin.get("/api/v1/collections").statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverLimitedThemselvesTakesItBack() {
    Keys manager = admin.with(admin.make("hasty", "read", "manage"));
    String path = "/api/v1/keys/%s/limits".formatted(Keys.prefix(manager.key()));
    assertThat(manager.patch(path, "{\"requests_per_minute\":0}").statusCode()).isEqualTo(200);
    assertThat(manager.get("/api/v1/collections").statusCode()).isEqualTo(429);
    assertThat(manager.patch(path, "{\"requests_per_minute\":null}").statusCode()).isEqualTo(200);
    assertThat(manager.get("/api/v1/collections").statusCode()).isEqualTo(200);
  }

  @Test
  void aTenantThatLostItsKeysGetsAnother() {
    var tenant = json(admin.post("/api/v1/tenants", "{\"name\":\"lost\"}"));
    int id = tenant.at("/tenant/id").asInt();
    Keys first = admin.with(tenant.at("/key/secret").asString());
    assertThat(first.delete("/api/v1/keys/" + Keys.prefix(first.key())).statusCode())
        .isEqualTo(200);
    var made = admin.post("/api/v1/tenants/%d/keys".formatted(id), "");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(json(made).at("/key/scopes").toString())
        .isEqualTo("[\"read\",\"write\",\"manage\"]");
    Keys second = admin.with(json(made).path("secret").asString());
    assertThat(second.get("/api/v1/keys").body()).contains(Keys.prefix(first.key()));
    assertThat(code(admin.post("/api/v1/tenants/999999/keys", ""))).isEqualTo("tenant-not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'name':' ','scopes':['read']}|key-name-invalid",
        "{'name':'a','scopes':[]}|scopes-missing",
        "{'name':'a'}|scopes-missing",
        "{'name':'a','scopes':['root']}|scope-unknown",
        "{'name':'a','scopes':['read',null]}|scope-unknown",
        "{'name':'a','scopes':['read'],'groups':['']}|groups-invalid",
        "{'name':'a','scopes':['read'],'owner':''}|key-owner-invalid",
        "{'name':'a','scopes':['read'],'expires_at':'2001-01-01T00:00:00Z'}|expiry-past",
        "{'name':'a','scopes':['read'],'expires_at':'+300000-01-01T00:00:00Z'}|expiry-invalid",
        "{'name':'a','scopes':['read'],'expires':'2001-01-01T00:00:00Z'}|field-unknown"
      })
  void whatIsNoKeyIsRefused(String body, String code) {
    var refused = admin.post("/api/v1/keys", body.replace('\'', '"'));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(code(refused)).isEqualTo(code);
  }

  @Test
  void aListGoesOnAfterAKeyAndAfterNothingElse() {
    admin.make("listed", "read");
    var next = json(admin.get("/api/v1/keys?limit=1")).path("next").asString();
    assertThat(admin.get("/api/v1/keys?limit=1&after=" + next).body()).doesNotContain(next);
    assertThat(json(admin.get("/api/v1/keys?limit=1&after=%20")).path("next").asString())
        .isEqualTo(next);
    for (var after : List.of("%00", "x", "zzzzzzz%00", "zzzz-zzz", "zzzzzzzzz")) {
      var refused = admin.get("/api/v1/keys?after=" + after);
      assertThat(refused.statusCode()).as(after).isEqualTo(400);
      assertThat(code(refused)).isEqualTo("after-invalid");
    }
  }

  @Test
  void tooManyGroupsAreRefused() {
    String groups = "\"g\",".repeat(10_000) + "\"g\"";
    var refused =
        admin.post(
            "/api/v1/keys",
            "{\"name\":\"a\",\"scopes\":[\"read\"],\"groups\":[%s]}".formatted(groups));
    assertThat(code(refused)).isEqualTo("groups-invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic YTpi", "Bearer", "Bearer  ", "bearer lsk_x lsk_y", "Bearer lsk_ä", "\t"})
  void aMalformedHeaderIsRefused(String header) {
    var refused = send("Authorization", header);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("detail");
  }

  @Test
  void aKeyComesInTwoHeadersAndOnlyOnce() {
    assertThat(send("x-api-key", Keys.ADMIN).statusCode()).isEqualTo(200);
    assertThat(send("Authorization", "bearer " + Keys.ADMIN).statusCode()).isEqualTo(200);
    var both =
        admin.send(
            HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/collections"))
                .header("x-api-key", Keys.STRANGER));
    assertThat(both.statusCode()).isEqualTo(400);
    assertThat(code(both)).isEqualTo("two-credentials");
    String asked = "/api/v1/collections?access_token=" + Keys.ADMIN;
    assertThat(DOOR.gateway().get(asked).statusCode()).isEqualTo(401);
  }

  @Test
  void aHeaderOfAMegabyteIsRefused() {
    assertThat(send("x-api-key", "l".repeat(1 << 20)).statusCode()).isBetween(400, 431);
  }

  @Test
  void aBrowserKeepsTheKeyWhereNoScriptReadsIt() {
    var uri = DOOR.gateway().uri("/api/v1/session");
    var begun =
        DOOR.gateway()
            .send(
                HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"key\":\"" + Keys.ADMIN + "\"}")));
    assertThat(begun.statusCode()).isEqualTo(200);
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(begun.body()).doesNotContain(Keys.ADMIN);
    assertThat(send("Cookie", cookie.split(";", 2)[0]).statusCode()).isEqualTo(200);
    assertThat(send("Cookie", "longshore=" + Keys.STRANGER).statusCode()).isEqualTo(401);
    var ended = DOOR.gateway().send(HttpRequest.newBuilder(uri).DELETE());
    assertThat(ended.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
  }

  @Test
  void aTenantsNameIsTakenOnce() {
    assertThat(admin.post("/api/v1/tenants", "{\"name\":\"twice\"}").statusCode()).isEqualTo(201);
    assertThat(code(admin.post("/api/v1/tenants", "{\"name\":\"twice\"}")))
        .isEqualTo("tenant-exists");
    for (String body : List.of("{}", "{\"name\":\"7\"}")) {
      assertThat(code(admin.post("/api/v1/tenants", body))).isEqualTo("tenant-name-invalid");
    }
    assertThat(admin.get("/api/v1/tenants").body()).contains("default", "twice");
  }

  private static HttpResponse<String> send(String header, String value) {
    return DOOR.gateway()
        .send(
            HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/collections"))
                .header(header, value));
  }

  private static String code(HttpResponse<String> reply) {
    return json(reply).path("code").asString();
  }
}
