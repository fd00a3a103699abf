package io.longshore.cli.client;

import io.longshore.cli.NotRunning;
import io.longshore.cli.stack.Home;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's HTTP API, as every client sees it. */
public final class Api {
  public static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int UNAUTHORIZED = 401;
  private static final String HOW = "This command takes a key by --key or LONGSHORE_KEY.";

  private static final Duration CALL_BOUND = Duration.ofSeconds(60);
  private static final Duration ANSWER_BOUND = Duration.ofMinutes(10);
  private static final Duration UPLOAD_BOUND = Duration.ofMinutes(60);

  private final URI base;
  private final @Nullable String key;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Api(URI base, @Nullable String key) {
    this.base = base;
    this.key = key;
  }

  /**
   * The one of a home.
   *
   * @param key null for a door that is open
   */
  static Api of(Home home, @Nullable String key) {
    return new Api(URI.create("http://127.0.0.1:" + home.port()), key);
  }

  /** All of a collection; null for those of every one. */
  ArrayNode documents(@Nullable String collection) {
    return all("/api/v1/documents", Collections.singletonMap("collection", collection));
  }

  /** Makes a collection. */
  public JsonNode createCollection(String name) {
    return call(json("/api/v1/collections", JSON.createObjectNode().put("name", name)));
  }

  /** Deletes a collection and all its documents; they are forgotten one by one. */
  public JsonNode deleteCollection(String name) {
    return call(request("/api/v1/collections/" + encoded(name)).DELETE());
  }

  /** A part of the very text that a citation names; positions are code points. */
  public JsonNode text(String document, int start, int end, String textHash) {
    var parameters = new LinkedHashMap<String, @Nullable String>();
    parameters.put("start", String.valueOf(start));
    parameters.put("end", String.valueOf(end));
    parameters.put("text_hash", textHash);
    return call(
        request("/api/v1/documents/" + encoded(document) + "/text" + query(parameters)).GET());
  }

  public JsonNode document(String id) {
    return call(request("/api/v1/documents/" + encoded(id)).GET());
  }

  JsonNode delete(String id) {
    return call(request("/api/v1/documents/" + encoded(id)).DELETE());
  }

  /** Takes as long as all rooms and topics take to be looked through. */
  JsonNode holdings(String id) {
    return call(
        request("/api/v1/documents/" + encoded(id) + "/holdings").timeout(ANSWER_BOUND).GET());
  }

  /** The vectors of texts; whatever the body asks for. */
  public JsonNode embed(ObjectNode body) {
    return call(json("/api/v1/embeddings", body).timeout(ANSWER_BOUND));
  }

  /** Whatever the body asks for. */
  public JsonNode search(ObjectNode body) {
    return call(json("/api/v1/search", body).timeout(ANSWER_BOUND));
  }

  JsonNode search(String query, @Nullable String collection, @Nullable Integer k) {
    ObjectNode body = JSON.createObjectNode().put("query", query);
    if (collection != null) {
      body.put("collection", collection);
    }
    if (k != null) {
      body.put("k", k);
    }
    return search(body);
  }

  /** One that was given before, with how it came about. */
  JsonNode answer(String id) {
    return call(request("/api/v1/answers/" + encoded(id) + "?explain=true").GET());
  }

  /** All that the caller may read. */
  ArrayNode collections() {
    return all("/api/v1/collections", Map.of());
  }

  /** Whatever the body asks for; waits for the whole answer. */
  public JsonNode ask(ObjectNode body) {
    return call(json("/api/v1/answers", body).timeout(ANSWER_BOUND));
  }

  /** Hands in a file, streamed from the disk. */
  JsonNode upload(Ingest.Source source, @Nullable String collection) {
    String boundary = UUID.randomUUID().toString();
    var head = new StringBuilder();
    if (collection != null) {
      head.append(
          "--%s\r\nContent-Disposition: form-data; name=\"collection\"\r\n\r\n%s\r\n"
              .formatted(boundary, collection));
    }
    head.append(
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
            .formatted(boundary, quoted(source.name())));
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head.toString()),
              BodyPublishers.ofFile(source.file()),
              BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
      return call(
          request("/api/v1/documents")
              .header("Content-Type", "multipart/form-data; boundary=" + boundary)
              .timeout(UPLOAD_BOUND)
              .POST(body));
    } catch (IOException e) {
      throw Folders.failure("read " + source.file(), e);
    }
  }

  /** Whatever the body asks for; the reply alone has the secret. */
  public JsonNode createKey(ObjectNode body) {
    return call(json("/api/v1/keys", body));
  }

  /** All of the tenant, newest first. */
  public ArrayNode keys() {
    return all("/api/v1/keys", Map.of());
  }

  /** What all pages of a list hold. */
  private ArrayNode all(String path, Map<String, @Nullable String> filter) {
    ArrayNode all = JSON.createArrayNode();
    var parameters = new LinkedHashMap<String, @Nullable String>(filter);
    do {
      JsonNode page = call(request(path + query(parameters)).GET());
      page.path("data").forEach(all::add);
      boolean more = page.path("has_more").asBoolean(false);
      parameters.put("after", more ? page.path("next").asString(null) : null);
    } while (parameters.get("after") != null);
    return all;
  }

  public JsonNode revokeKey(String id) {
    return call(request("/api/v1/keys/" + encoded(id)).DELETE());
  }

  /** Makes a tenant with its first key; the reply alone has the secret. */
  public JsonNode createTenant(String name) {
    return call(json("/api/v1/tenants", JSON.createObjectNode().put("name", name)));
  }

  /** Makes one more key of a tenant; the reply alone has the secret. */
  public JsonNode createTenantKey(int tenant) {
    return call(json("/api/v1/tenants/%d/keys".formatted(tenant), JSON.createObjectNode()));
  }

  public JsonNode deleteTenant(int tenant) {
    return call(request("/api/v1/tenants/%d".formatted(tenant)).DELETE());
  }

  public JsonNode tenants() {
    return call(request("/api/v1/tenants").GET());
  }

  private JsonNode call(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw refused(response);
      }
      return JSON.readTree(response.body());
    } catch (ConnectException e) {
      throw new NotRunning(
          "Longshore does not answer at %s: ./longshore up starts it.".formatted(base));
    } catch (HttpTimeoutException e) {
      throw new LocalFailure(
          "%s did not answer in time: ./longshore status says what runs.".formatted(base), e);
    } catch (IOException e) {
      throw new LocalFailure(
          "The connection to %s was cut (%s): ./longshore status says what runs."
              .formatted(base, e.getMessage()),
          e);
    } catch (JacksonException e) {
      throw new LocalFailure("%s does not speak Longshore's API.".formatted(base), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
    }
  }

  private static Refused refused(HttpResponse<String> response) {
    try {
      JsonNode problem = JSON.readTree(response.body());
      String title = problem.path("title").asString("HTTP " + response.statusCode());
      String detail = problem.path("detail").asString(title);
      return new Refused(
          problem.path("code").asString(""),
          response.statusCode() == UNAUTHORIZED ? detail + " " + HOW : detail);
    } catch (JacksonException e) {
      return new Refused("", "HTTP " + response.statusCode());
    }
  }

  private HttpRequest.Builder json(String path, JsonNode body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()));
  }

  private HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(base.resolve(path))
            .header("Accept", "application/json")
            .timeout(CALL_BOUND);
    return key == null ? request : request.header("Authorization", "Bearer " + key);
  }

  private static String query(Map<String, @Nullable String> parameters) {
    var query = new StringJoiner("&", "?", "").setEmptyValue("");
    parameters.forEach((name, value) -> {
      if (value != null) {
        query.add(name + "=" + encoded(value));
      }
    });
    return query.toString();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As browsers do it (WHATWG, multipart/form-data). */
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }
}
