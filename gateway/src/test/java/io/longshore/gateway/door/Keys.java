package io.longshore.gateway.door;

import static io.longshore.gateway.Gateway.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.gateway.Gateway;
import io.longshore.gateway.Multipart;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls with a key. */
record Keys(Gateway gateway, String key) {
  /** Two keys that were made for these tests; the second one is in no table. */
  static final String ADMIN = "lsk_AdminAdm_OfTheTestsOnlyOfTheTestsOnly01231X2teC";

  static final String STRANGER = "lsk_Stranger_OfTheTestsOnlyOfTheTestsOnly01231pJ2bV";

  /** The part of a key that is no secret. */
  static String prefix(String key) {
    return key.substring(4, 12);
  }

  Keys with(String other) {
    return new Keys(gateway, other);
  }

  /** Makes a key of the same owner's tenant. */
  String make(String owner, String... scopes) {
    String all = Arrays.stream(scopes).map("\"%s\""::formatted).collect(Collectors.joining(","));
    return json(post(
            "/api/v1/keys",
            "{\"name\":\"test\",\"owner\":\"%s\",\"groups\":[\"%s\"],\"scopes\":[%s]}"
                .formatted(owner, owner + "s", all)))
        .path("secret")
        .asString();
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(gateway.uri(path)));
  }

  HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(gateway.uri(path)).DELETE());
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> patch(String path, String body) {
    return send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body)));
  }

  HttpResponse<String> upload(String name, String text, String collection) {
    byte[] body = Multipart.of(name, text.getBytes(UTF_8), Map.of("collection", collection));
    return send(
        HttpRequest.newBuilder(gateway.uri("/api/v1/documents"))
            .header("Content-Type", "multipart/form-data; boundary=" + Multipart.BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return gateway.send(request.header("Authorization", "Bearer " + key));
  }

  Gateway.Events stream(HttpRequest.Builder request) {
    return gateway.stream(request.header("Authorization", "Bearer " + key));
  }
}
