package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.gateway.Gateway;
import io.longshore.testing.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a browser and a generator of clients see. */
class OpenApiTest {
  @TempDir private static Path blobs;
  @TempDir private static Path ui;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    gateway = Gateway.start(LocalStack.database(), blobs, "--longshore.ui=" + ui);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void everyOperationIsDescribedWithItsProblems() {
    var api = json(gateway.get("/openapi.json"));
    var operations = new TreeSet<String>();
    api.at("/paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation -> {
                  operations.add(operation.getKey() + " " + path.getKey());
                  assertThat(operation.getValue().at("/summary").asString("")).isNotEmpty();
                  assertThat(operation.getValue().at("/responses/default/content").properties())
                      .singleElement()
                      .satisfies(
                          type -> assertThat(type.getKey()).isEqualTo("application/problem+json"));
                }));
    assertThat(operations)
        .containsExactly(
            "delete /api/v1/collections/{name}",
            "delete /api/v1/collections/{name}/generations/{id}",
            "delete /api/v1/documents/{id}",
            "delete /api/v1/keys/{id}",
            "delete /api/v1/session",
            "delete /api/v1/tenants/{id}",
            "get /api/v1/answers/{id}",
            "get /api/v1/answers/{id}/events",
            "get /api/v1/audit",
            "get /api/v1/collections",
            "get /api/v1/collections/{name}",
            "get /api/v1/collections/{name}/generations",
            "get /api/v1/collections/{name}/generations/{id}",
            "get /api/v1/conversations",
            "get /api/v1/conversations/{id}",
            "get /api/v1/documents",
            "get /api/v1/documents/{id}",
            "get /api/v1/documents/{id}/events",
            "get /api/v1/documents/{id}/holdings",
            "get /api/v1/documents/{id}/text",
            "get /api/v1/keys",
            "get /api/v1/keys/{id}/limits",
            "get /api/v1/session",
            "get /api/v1/session/callback",
            "get /api/v1/session/login",
            "get /api/v1/tenants",
            "get /api/v1/tenants/{id}",
            "get /api/v1/tenants/{id}/limits",
            "get /api/v1/usage",
            "patch /api/v1/collections/{name}",
            "patch /api/v1/documents/{id}",
            "patch /api/v1/keys/{id}/limits",
            "patch /api/v1/tenants/{id}/limits",
            "post /api/v1/answers",
            "post /api/v1/answers/{id}/cancel",
            "post /api/v1/collections",
            "post /api/v1/collections/{name}/generations",
            "post /api/v1/collections/{name}/generations/{id}/switch",
            "post /api/v1/documents",
            "post /api/v1/embeddings",
            "post /api/v1/keys",
            "post /api/v1/search",
            "post /api/v1/session",
            "post /api/v1/tenants",
            "post /api/v1/tenants/{id}/keys");
  }

  @Test
  void theDescriptionNamesFieldsAsTheApiDoes() {
    JsonNode api = json(gateway.get("/openapi.json"));
    assertThat(api.at("/components/schemas/Document/properties").propertyNames())
        .contains("seconds_left", "media_type", "created_at", "error");
    assertThat(api.at("/components/schemas/Answer/properties").propertyNames())
        .contains("citations", "timings", "created_at");
    assertThat(api.at("/paths/~1api~1v1~1answers/post/responses/200/content").propertyNames())
        .containsExactlyInAnyOrder("application/json", "text/event-stream");
    assertThat(
            api.at(
                    "/paths/~1api~1v1~1documents/post/requestBody/content/multipart~1form-data/schema/properties")
                .propertyNames())
        .contains("file", "collection", "metadata", "language", "date");
  }

  @Test
  void thePageIsServedUnderAStrictPolicyAndWithoutItTheWayToItIsTold() throws IOException {
    var missing = gateway.get("/");
    assertThat(missing.statusCode()).isEqualTo(200);
    assertThat(missing.body()).contains("chat page is not built");
    Files.writeString(ui.resolve("index.html"), "<!doctype html>");
    Files.createDirectories(ui.resolve("assets"));
    Files.writeString(ui.resolve("assets/app-1a2b.js"), "1");
    var page = gateway.get("/");
    assertThat(page.body()).isEqualTo("<!doctype html>");
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    var script = gateway.get("/assets/app-1a2b.js");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    assertThat(gateway.get("/assets/..%2f..%2fetc/passwd").statusCode()).isIn(400, 404);
    assertThat(gateway.get("/assets/none.js").statusCode()).isEqualTo(404);
  }

  @Test
  void theGatewayIsReadyWhenAnswersCanBeHeard() {
    var ready =
        Gateway.await(
            () -> gateway.get("/actuator/health/readiness"), now -> now.statusCode() == 200);
    assertThat(json(ready).at("/components").propertyNames()).contains("answers", "database");
  }
}
