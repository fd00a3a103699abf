package io.longshore.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/** Stands between a client and a server of OpenAI's protocol, and may answer in its place. */
final class Between implements AutoCloseable {
  private static final String AUTHORIZATION = "Authorization";
  private static final int BUFFER = 4_096;

  private interface Script {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer server;
  private volatile Script script = exchange -> {};

  Between() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort()));
  }

  /** Hands everything on to this server, and what it answers back as it comes. */
  void passesTo(URI upstream) {
    script =
        exchange -> {
          var keys = exchange.getRequestHeaders().get(AUTHORIZATION);
          pass(exchange, upstream, keys == null ? List.of() : keys);
        };
  }

  /** The same, but for the key. */
  void passesWithoutKeyTo(URI upstream) {
    script = exchange -> pass(exchange, upstream, List.of());
  }

  void says(int status, String type, String body) {
    script =
        exchange -> {
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
        };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      script.answer(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, URI upstream, List<String> keys)
      throws IOException, InterruptedException {
    var path = exchange.getRequestURI().getPath().replaceFirst("^/v1", "");
    var request =
        HttpRequest.newBuilder(URI.create(upstream + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    keys.forEach(key -> request.header(AUTHORIZATION, key));
    var response = http.send(request.build(), BodyHandlers.ofInputStream());
    response
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    exchange.sendResponseHeaders(response.statusCode(), 0);
    try (var in = response.body()) {
      var out = exchange.getResponseBody();
      var buffer = new byte[BUFFER];
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }
}
