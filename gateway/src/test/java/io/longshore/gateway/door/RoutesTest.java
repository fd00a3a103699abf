package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.await;
import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Door;
import io.longshore.gateway.Multipart;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/**
 * Every route of the OpenAPI document is called as nobody, as a stranger, as a reader and as
 * another tenant. A new route is in it by itself; when it has a parameter of a kind that is new
 * too, the test asks for one.
 */
class RoutesTest {
  private static final String SECRET = "the-secret-of-the-first-tenant";

  @RegisterExtension
  static final Door DOOR =
      Door.with("--longshore.access.open=false", "--longshore.access.admin-key=" + Keys.ADMIN);

  /** What routes need before they look at what they are for. */
  private static final Map<String, String> BODIES =
      Map.of(
          "/api/v1/answers", "{\"question\":\"Who?\",\"collection\":\"" + SECRET + "\"}",
          "/api/v1/search", "{\"query\":\"Who?\",\"collection\":\"" + SECRET + "\"}");

  private static final List<Route> ROUTES = new ArrayList<>();
  private static String reader = "";
  private static String other = "";
  private static String document = "";
  private static String conversation = "";
  private static String answer = "";

  private record Route(String method, String path, List<String> needs) {
    HttpResponse<String> call(String address, @Nullable String key) {
      var request = HttpRequest.newBuilder(DOOR.gateway().uri(address));
      boolean upload = method.equals("POST") && path.equals("/api/v1/documents");
      request.method(method, method.matches("POST|PATCH") ? body(upload) : BodyPublishers.noBody());
      request.header(
          "Content-Type",
          upload ? "multipart/form-data; boundary=" + Multipart.BOUNDARY : "application/json");
      if (key != null) {
        request.header("Authorization", "Bearer " + key);
      }
      return DOOR.gateway().send(request);
    }

    private BodyPublisher body(boolean upload) {
      return upload
          ? BodyPublishers.ofByteArray(Multipart.of("a.txt", "text".getBytes(UTF_8), Map.of()))
          : BodyPublishers.ofString(BODIES.getOrDefault(path, "{}"));
    }

    boolean isOpen() {
      return needs.isEmpty();
    }

    /** With the ids of what the first tenant has. */
    String ofFirst() {
      return path.replace("{name}", SECRET)
          .replaceFirst("(?<=documents/)\\{id}", document)
          .replaceFirst("(?<=conversations/)\\{id}", conversation)
          .replaceFirst("(?<=answers/)\\{id}", answer)
          .replaceFirst("(?<=keys/)\\{id}", Keys.prefix(reader))
          .replaceFirst("(?<=tenants/)\\{id}", "1")
          .replaceFirst("(?<=generations/)\\{id}", "1");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  @BeforeAll
  static void prepare() throws IOException {
    var admin = new Keys(DOOR.gateway(), Keys.ADMIN);
    reader = admin.make("reader", "read");
    other =
        json(admin.post("/api/v1/tenants", "{\"name\":\"other\"}")).at("/key/secret").asString();
    admin.post("/api/v1/collections", "{\"name\":\"" + SECRET + "\"}");
    document = json(admin.upload("a.txt", SECRET, SECRET)).path("id").asString();
    var asked =
        HttpRequest.newBuilder(DOOR.gateway().uri("/api/v1/answers"))
            .header("Authorization", "Bearer " + Keys.ADMIN)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    "{\"question\":\"%s\",\"collection\":\"%s\"}".formatted(SECRET, SECRET)));
    try (var _ = DOOR.gateway().stream(asked)) {
      var talks =
          await(
              () -> json(admin.get("/api/v1/conversations")).path("data"), data -> !data.isEmpty());
      conversation = talks.at("/0/id").asString();
    }
    answer = json(admin.get("/api/v1/conversations/" + conversation)).at("/data/0/id").asString();
    json(DOOR.gateway().get("/openapi.json"))
        .path("paths")
        .forEachEntry((path, methods) ->
            methods.forEachEntry((method, said) ->
                ROUTES.add(new Route(method.toUpperCase(Locale.ROOT), path, needs(said)))));
  }

  private static List<String> needs(JsonNode operation) {
    return operation.path("x-needs").valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void everyRouteIsTried() {
    assertThat(ROUTES).hasSizeGreaterThan(25);
    assertThat(ROUTES).allSatisfy(route -> assertThat(route.ofFirst()).doesNotContain("{"));
    assertThat(ROUTES.stream().filter(Route::isOpen).map(Route::path).distinct())
        .containsExactlyInAnyOrder(
            "/api/v1/session", "/api/v1/session/login", "/api/v1/session/callback");
  }

  @Test
  void nobodyComesIn() {
    for (Route route : ROUTES) {
      if (!route.isOpen()) {
        var reply = route.call(route.ofFirst(), null);
        assertThat(reply.statusCode()).as(route.toString()).isEqualTo(401);
        assertThat(reply.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(json(reply).path("code").asString()).isEqualTo("unauthenticated");
      }
    }
  }

  @Test
  void aStrangerDoesNotEither() {
    Stream.of(Keys.ADMIN + "x", Keys.STRANGER, "e30.e30.", UUID.randomUUID().toString())
        .forEach(key -> {
          for (Route route : ROUTES) {
            assertThat(route.call(route.ofFirst(), key).statusCode())
                .as(route + " with " + key)
                .isEqualTo(401);
          }
        });
  }

  @Test
  void aReaderReadsAndDoesNothingElse() {
    for (Route route : ROUTES) {
      if (!route.needs().contains("read") && !route.isOpen()) {
        var reply = route.call(route.ofFirst(), reader);
        assertThat(reply.statusCode()).as(route.toString()).isEqualTo(403);
        assertThat(json(reply).path("code").asString()).isEqualTo("scope-missing");
        assertThat(json(reply).path("detail").asString()).contains(route.needs().getFirst());
      }
    }
  }

  @Test
  void anotherTenantFindsNothingOfIt() {
    for (Route route : ROUTES) {
      if (route.isOpen() || route.needs().contains("operate")) {
        continue;
      }
      var reply = route.call(route.ofFirst(), other);
      if (route.path().contains("{") || BODIES.containsKey(route.path())) {
        assertThat(reply.statusCode()).as(route.toString()).isEqualTo(404);
      } else {
        String own = "\"resources\":\"[^\"]*\""; // what its audit log says that it asked for
        assertThat(reply.body().replaceAll(own, ""))
            .as(route.toString())
            .doesNotContain(SECRET)
            .doesNotContain(Keys.prefix(reader));
      }
    }
  }

  @Test
  void anotherTenantMakesNoTenants() {
    for (Route route : ROUTES) {
      if (route.needs().contains("operate")) {
        assertThat(route.call(route.ofFirst(), other).statusCode()).isEqualTo(403);
      }
    }
  }
}
