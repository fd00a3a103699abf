package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Multipart;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is kept of what callers do. */
class AuditLogTest {
  @RegisterExtension
  static final Door DOOR =
      Door.with("--longshore.access.open=false", "--longshore.access.admin-key=" + Keys.ADMIN);

  private static Keys admin;

  private record Route(String method, String path) {}

  @BeforeAll
  static void start() {
    admin = new Keys(DOOR.gateway(), Keys.ADMIN);
  }

  @Test
  void everyRouteThatWritesIsInTheLogWithWhatBecameOfIt() {
    var routes = writing();
    assertThat(routes)
        .contains(
            new Route("POST", "/api/v1/documents"),
            new Route("DELETE", "/api/v1/collections/{name}"),
            new Route("PATCH", "/api/v1/keys/{id}/limits"),
            new Route("POST", "/api/v1/tenants"));
    for (var route : routes) {
      var reply = call(route);
      var row = log(admin).getFirst();
      assertThat(row.path("route").asString()).as(route.toString()).isEqualTo(route.path());
      assertThat(row.path("method").asString()).isEqualTo(route.method());
      assertThat(row.path("status").asInt()).as(route.toString()).isEqualTo(reply.statusCode());
      assertThat(row.path("owner").asString()).isEqualTo("admin");
      assertThat(row.path("key").asString()).isEqualTo(Keys.prefix(Keys.ADMIN));
      assertThat(row.path("address").asString()).isEqualTo("127.0.0.1");
      assertThat(row.path("request").asString()).matches("[0-9a-f]{32}");
      if (route.path().contains("{id}")) {
        assertThat(row.path("resources").asString()).contains("id=some-thing");
      }
    }
  }

  @Test
  void whatOnlyReadsIsNot() {
    admin.delete("/api/v1/documents/marker-of-this-test");
    admin.get("/api/v1/collections");
    admin.get("/api/v1/audit");
    admin.post("/api/v1/search", "{\"query\":\"x\",\"k\":0}");
    assertThat(log(admin).getFirst().path("resources").asString())
        .isEqualTo("{id=marker-of-this-test}");
  }

  @Test
  void whatWasMadeIsNamed() {
    var taken = json(admin.upload("named.txt", "text", "default"));
    assertThat(log(admin).getFirst().path("resources").asString())
        .isEqualTo("{made=%s}".formatted(taken.path("id").asString()));
    var key = admin.make("named", "read");
    assertThat(log(admin).getFirst().path("resources").asString())
        .isEqualTo("{made=%s}".formatted(Keys.prefix(key)));
    admin.post("/api/v1/collections", "{\"name\":\"named\"}");
    assertThat(log(admin).getFirst().path("resources").asString()).isEqualTo("{made=named}");
    var tenant = json(admin.post("/api/v1/tenants", "{\"name\":\"named\"}"));
    assertThat(log(admin).getFirst().path("resources").asString())
        .isEqualTo("{made=%d}".formatted(tenant.at("/tenant/id").asInt()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%61pi/v1/documents/", "/api;x/v1/documents/", "/api/%76%31/documents/"})
  void aPathIsInTheLogHoweverItIsSpelled(String path) {
    var reply = admin.delete(path + "spelled");
    assertThat(json(reply).path("code").asString()).isEqualTo("document-not-found");
    assertThat(reply.headers().firstValue("Cache-Control")).contains("no-store");
    var row = log(admin).getFirst();
    assertThat(row.path("resources").asString()).isEqualTo("{id=spelled}");
    admin.delete("/api/v1/documents/next");
  }

  @Test
  void aKeyInAPathIsKeptByItsPrefix() {
    String key = admin.make("revoked", "read");
    var revoked = json(admin.delete("/api/v1/keys/" + key));
    assertThat(revoked.path("id").asString()).isEqualTo(Keys.prefix(key));
    assertThat(revoked.path("revoked_at").isNull()).isFalse();
    admin.delete("/api/v1/documents/" + key);
    assertThat(log(admin).subList(0, 2))
        .allSatisfy(row ->
            assertThat(row.path("resources").asString())
                .isEqualTo("{id=%s}".formatted(Keys.prefix(key))));
  }

  @Test
  void refusalsOfACallerAreInItsTenantsLogARowAMinute() {
    var reader = admin.with(admin.make("reader", "read"));
    for (int tries = 0; tries < 5; tries++) {
      assertThat(reader.post("/api/v1/collections", "{\"name\":\"x\"}").statusCode())
          .isEqualTo(403);
    }
    assertThat(log(admin).stream().filter(row -> row.path("owner").asString("").equals("reader")))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.path("status").asInt()).isEqualTo(403);
          assertThat(row.path("route").asString()).isEqualTo("/api/v1/collections");
          assertThat(row.path("key").asString()).isEqualTo(Keys.prefix(reader.key()));
        });
    admin.patch(
        "/api/v1/keys/%s/limits".formatted(Keys.prefix(reader.key())),
        "{\"requests_per_minute\":0}");
    reader.get("/api/v1/collections");
    assertThat(log(admin).getFirst().path("status").asInt()).isEqualTo(429);
  }

  @Test
  void nobodyFillsTheLogAndWhoOperatesSeesThatItWasTried() {
    for (int tries = 0; tries < 50; tries++) {
      assertThat(admin.with(Keys.STRANGER).get("/api/v1/collections").statusCode()).isEqualTo(401);
      assertThat(DOOR.gateway().delete("/api/v1/session").statusCode()).isEqualTo(204);
      assertThat(DOOR.gateway().get("/api/v1/nothing-" + tries).statusCode()).isIn(401, 404);
    }
    var rows = await(() -> data(admin.get("/api/v1/audit?nobody=true")), found -> !found.isEmpty());
    assertThat(rows).hasSizeLessThanOrEqualTo(3);
    assertThat(rows)
        .anySatisfy(row -> {
          assertThat(row.path("status").asInt()).isEqualTo(401);
          assertThat(row.path("owner").isNull()).isTrue();
          assertThat(row.path("address").asString()).isEqualTo("127.0.0.1");
        });
    assertThat(log(admin)).noneMatch(row -> row.path("owner").isNull());
  }

  @Test
  void aTenantSeesItsOwnLogAndNotThatOfNobody() {
    var made = json(admin.post("/api/v1/tenants", "{\"name\":\"logged\"}"));
    var theirs = admin.with(made.at("/key/secret").asString());
    assertThat(log(theirs)).isEmpty();
    theirs.post("/api/v1/collections", "{\"name\":\"x\"}");
    assertThat(log(theirs)).hasSize(1);
    assertThat(theirs.get("/api/v1/audit?nobody=true").statusCode()).isEqualTo(403);
    assertThat(admin.with(admin.make("other", "read")).get("/api/v1/audit").statusCode())
        .isEqualTo(403);
  }

  @Test
  void theLogIsReadPageByPageAndHoldsNoSecret() {
    admin.make("paged", "read");
    admin.make("paged", "read");
    var first = json(admin.get("/api/v1/audit?limit=1"));
    var second = json(admin.get("/api/v1/audit?limit=1&after=" + first.path("next").asString()));
    assertThat(second.at("/data/0/id").asLong()).isLessThan(first.at("/data/0/id").asLong());
    assertThat(admin.get("/api/v1/audit?after=x").statusCode()).isEqualTo(400);
    assertThat(admin.get("/api/v1/audit?limit=200").body()).doesNotContain(Keys.ADMIN, "lsk_");
  }

  /** From what the gateway says of itself, so that a new route is in it by itself. */
  private static List<Route> writing() {
    var routes = new ArrayList<Route>();
    json(DOOR.gateway().get("/openapi.json"))
        .path("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, said) -> {
              boolean more =
                  said.path("x-needs")
                      .valueStream()
                      .anyMatch(one -> !one.asString().equals("read"));
              if (more && !method.equals("get")) {
                routes.add(new Route(method.toUpperCase(Locale.ROOT), path));
              }
            }));
    return routes;
  }

  private static HttpResponse<String> call(Route route) {
    String address = route.path().replaceAll("\\{\\w+}", "some-thing");
    boolean upload = route.equals(new Route("POST", "/api/v1/documents"));
    byte[] body =
        upload
            ? Multipart.of("a.exe", new byte[10], Map.of())
            : "{}".getBytes(StandardCharsets.UTF_8);
    return admin.send(
        HttpRequest.newBuilder(DOOR.gateway().uri(address))
            .header(
                "Content-Type",
                upload ? "multipart/form-data; boundary=" + Multipart.BOUNDARY : "application/json")
            .method(route.method(), BodyPublishers.ofByteArray(body)));
  }

  private static List<JsonNode> log(Keys of) {
    return data(of.get("/api/v1/audit?limit=200"));
  }

  private static List<JsonNode> data(HttpResponse<String> reply) {
    return json(reply).path("data").valueStream().toList();
  }
}
