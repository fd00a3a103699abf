package io.longshore.gateway;

import static java.util.stream.Collectors.toMap;

import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.testing.LocalStack;
import io.longshore.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A started gateway on a random port, as a client sees it. */
public final class Gateway implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConfigurableApplicationContext context;

  private Gateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static Gateway start(TestDatabase database, Path blobs, String... settings) {
    var args =
        Stream.concat(
                Stream.of(
                    "--server.port=0",
                    "--longshore.access.open=true",
                    "--longshore.kafka=" + LocalStack.kafka(),
                    "--longshore.postgres=" + database.url(),
                    "--longshore.blobs=" + blobs,
                    "--logging.level.root=WARN",
                    "--logging.structured.format.console="),
                Stream.of(settings))
            .collect(
                toMap(setting -> setting.split("=", 2)[0], setting -> setting, (_, last) -> last))
            .values()
            .toArray(String[]::new);
    return new Gateway(Room.start(GatewayApplication.class, "gateway-svc", args));
  }

  public int port() {
    return Integer.parseInt(
        String.valueOf(context.getEnvironment().getProperty("local.server.port")));
  }

  /** What the rooms share with it. */
  public BlobStore blobs() {
    return part(BlobStore.class);
  }

  /** One of its own. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    context.close();
    http.close();
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  public HttpResponse<String> delete(String path) {
    return send(HttpRequest.newBuilder(uri(path)).DELETE());
  }

  public HttpResponse<String> post(String path, Map<String, ?> body) {
    return post(path, JSON.writeValueAsString(body));
  }

  public HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  public CompletableFuture<HttpResponse<String>> postLater(String path, Map<String, ?> body) {
    return CompletableFuture.supplyAsync(() -> post(path, body));
  }

  /** A multipart upload of one file and text fields. */
  public HttpResponse<String> upload(String name, byte[] bytes, Map<String, String> fields) {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/documents"))
            .header("Content-Type", "multipart/form-data; boundary=" + Multipart.BOUNDARY)
            .POST(BodyPublishers.ofByteArray(Multipart.of(name, bytes, fields))));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(BOUND).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * A request as it stands on the line, with all of the reply. It says that the line ends, or is
   * refused before it is read to its end, which may break the line.
   */
  public String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(Math.toIntExact(BOUND.toMillis()));
      var reply = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      } catch (SocketException _) { // it has replied
      }
      try {
        socket.getInputStream().transferTo(reply);
      } catch (SocketException _) { // what it said before is there
      }
      return reply.toString(StandardCharsets.UTF_8);
    }
  }

  /** Opens a stream of events. */
  public Events stream(HttpRequest.Builder request) {
    try {
      var response =
          http.send(
              request.header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new AssertionError(
            response.statusCode()
                + " "
                + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
      }
      return new Events(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public Events ask(Map<String, ?> body) {
    return stream(
        HttpRequest.newBuilder(uri("/api/v1/answers"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  public Events resume(String answer, int after) {
    var request = HttpRequest.newBuilder(uri("/api/v1/answers/" + answer + "/events"));
    return stream(after == 0 ? request : request.header("Last-Event-ID", String.valueOf(after)));
  }

  /** Asks until it is so. */
  public static <T> T await(Callable<T> what, Predicate<T> enough) {
    T last = null;
    for (var end = Instant.now().plus(BOUND); Instant.now().isBefore(end); ) {
      try {
        last = what.call();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      if (enough.test(last)) {
        return last;
      }
      Thread.onSpinWait();
      try {
        Thread.sleep(20); // between two looks, not before one
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("not within " + BOUND + ": " + last);
  }

  public static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  /** One server-sent event. */
  public record Event(String id, String name, JsonNode data) {}

  /** The events of a stream, one by one. */
  public static final class Events implements AutoCloseable {
    private final BufferedReader lines;

    Events(InputStream in) {
      this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next one; there must be one. */
    public Event next() throws IOException {
      return read().orElseThrow(() -> new AssertionError("the stream ended"));
    }

    /** All to the end of the stream. */
    public List<Event> rest() throws IOException {
      var all = new ArrayList<Event>();
      for (var event = read(); event.isPresent(); event = read()) {
        all.add(event.get());
      }
      return all;
    }

    private Optional<Event> read() throws IOException {
      String id = "";
      String name = "";
      String data = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !name.isEmpty()) {
          return Optional.of(new Event(id, name, JSON.readTree(data)));
        } else if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data = line.substring(5).strip();
        }
      }
      return Optional.empty();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
