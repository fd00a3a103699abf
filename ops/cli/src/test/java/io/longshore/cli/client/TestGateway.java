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
import org.jspecify.annotations.Nullable;

/** An HTTP server that answers as it was told, and keeps what it was asked. */
final class TestGateway implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Queue<Reply>> replies = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();

  /** One request. */
  record Asked(String line, String body) {}

  private record Reply(int status, String body) {}

  TestGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    HomeForTests.port(server.getAddress().getPort());
  }

  /** Replies to a request line in this order; the last reply stays. */
  TestGateway on(String line, int status, String body) {
    replies.computeIfAbsent(line, l -> new ArrayDeque<>()).add(new Reply(status, body));
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(new Asked(line, body));
    Reply reply = next(replies.get(line));
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Reply next(@Nullable Queue<Reply> queue) {
    if (queue == null) {
      return new Reply(
          404, "{\"title\":\"Not Found\",\"code\":\"not-found\",\"detail\":\"No such thing\"}");
    }
    return queue.size() > 1 ? queue.remove() : queue.element();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
