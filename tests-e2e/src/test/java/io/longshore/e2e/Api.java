package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The public HTTP API as a client without a library sees it. */
record Api(String base) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Response get(String path) {
    return send(request(path).GET());
  }

  Response delete(String path) {
    return send(request(path).DELETE());
  }

  Response post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body, UTF_8)));
  }

  Response post(String path, Map<String, ?> body) {
    return post(path, "application/json", Longshore.JSON.writeValueAsString(body));
  }

  /** Hands in a document as a browser does. */
  Response upload(String name, byte[] bytes, Map<String, String> fields) {
    var boundary = "longshore-e2e-boundary";
    var body = new ByteArrayOutputStream();
    fields.forEach((field, value) ->
        body.writeBytes(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(boundary, field, value)
                .getBytes(UTF_8)));
    body.writeBytes(
        ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n")
            .formatted(boundary, name)
            .getBytes(UTF_8));
    body.writeBytes(bytes);
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    return send(
        request("/api/v1/documents")
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** Asks and reads the stream of the answer until the server ends it. */
  List<Event> ask(Map<String, ?> question) {
    return events(
        request("/api/v1/answers")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Longshore.JSON.writeValueAsString(question), UTF_8)));
  }

  /** The events of an answer after {@code lastEventId}. */
  List<Event> resume(String answer, String lastEventId) {
    return events(
        request("/api/v1/answers/" + answer + "/events").header("Last-Event-ID", lastEventId));
  }

  private static List<Event> events(HttpRequest.Builder request) {
    var response = send(request.header("Accept", "text/event-stream"));
    if (response.status() != 200) {
      throw new AssertionError(response.toString());
    }
    return Event.parse(response.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofMinutes(2));
  }

  private static Response send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Response(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.headers().firstValue("Location").orElse(""),
          answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A whole response. */
  record Response(int status, String contentType, String location, String body) {
    JsonNode json() {
      return Longshore.JSON.readTree(body);
    }
  }

  /** One server-sent event. */
  record Event(String id, String name, String data) {
    JsonNode json() {
      return Longshore.JSON.readTree(data);
    }

    static List<Event> parse(String stream) {
      var events = new ArrayList<Event>();
      for (var block : stream.split("\r?\n\r?\n")) {
        var id = "";
        var name = "";
        var data = new StringBuilder();
        for (var line : block.split("\r?\n")) {
          if (line.startsWith("id:")) {
            id = line.substring(3).strip();
          } else if (line.startsWith("event:")) {
            name = line.substring(6).strip();
          } else if (line.startsWith("data:")) {
            data.append(line.substring(5).strip());
          }
        }
        if (!name.isEmpty()) {
          events.add(new Event(id, name, data.toString()));
        }
      }
      return events;
    }
  }
}
