package io.longshore.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.longshore.cli.stack.HomeForTests;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP server that answers as it was told, and keeps what it was asked. */
public final class TestGateway implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Queue<Reply>> replies = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  private Function<Asked, @Nullable Reply> otherwise = asked -> null;

  /** One request. */
  public record Asked(String line, String body, @Nullable String authorization) {}

  /** What is answered to it. */
  public record Reply(int status, String body) {}

  public TestGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    HomeForTests.port(server.getAddress().getPort());
  }

  /** Replies to a request line in this order; the last reply stays. */
  public TestGateway on(String line, int status, String body) {
    replies.computeIfAbsent(line, l -> new ArrayDeque<>()).add(new Reply(status, body));
    return this;
  }

  /** Replies to what no line was said for. */
  public TestGateway otherwise(Function<Asked, @Nullable Reply> rule) {
    otherwise = rule;
    return this;
  }

  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var request = new Asked(line, body, exchange.getRequestHeaders().getFirst("Authorization"));
    asked.add(request);
    Reply reply = next(request);
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Reply next(Asked request) {
    var queue = replies.get(request.line());
    if (queue == null) {
      var reply = otherwise.apply(request);
      return reply == null
          ? new Reply(
              404, "{\"title\":\"Not Found\",\"code\":\"not-found\",\"detail\":\"No such thing\"}")
          : reply;
    }
    return queue.size() > 1 ? queue.remove() : queue.element();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
