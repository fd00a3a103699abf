package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.longshore.runtime.Bound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whose the blobs are; what lies in a bucket is looked through in S3BlobStoreTest. */
class S3BlobInventoryTest {
  private static final UUID OURS = UUID.randomUUID();
  private static final UUID THEIRS = UUID.randomUUID();

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theBlobsAreThoseOfTheFirstInstallationThatSaysSo() {
    claim("a", OURS);
    assertThat(objects).containsOnlyKeys("/blobs/a/installation");
    assertThatCode(() -> claim("a", OURS)).doesNotThrowAnyException();
    assertThatThrownBy(() -> claim("a", THEIRS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("another longshore.s3.prefix")
        .hasMessageContaining(OURS.toString())
        .hasMessageContaining("a/installation");
    assertThatCode(() -> claim("a", OURS)).doesNotThrowAnyException();
  }

  @Test
  void belowAnotherPrefixTheyAreAnothers() {
    claim("", OURS);
    claim("a", THEIRS);
    assertThatThrownBy(() -> claim("", THEIRS)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatAServerDidNotKeepIsNobodys() {
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          answer(exchange);
          objects.clear();
        });
    assertThatThrownBy(() -> claim("a", OURS)).isInstanceOf(IllegalStateException.class);
  }

  private void claim(String prefix, UUID installation) {
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    var properties =
        new S3Properties("access", "secret", endpoint, "us-east-1", "blobs", prefix, "", null, 1);
    try (var bucket = new S3Bucket(properties, Bound.to(BlobGuardProperties.class))) {
      new S3BlobInventory(bucket).claim(installation);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] sent = exchange.getRequestBody().readAllBytes();
    byte[] kept = objects.get(path);
    try (exchange) {
      if (exchange.getRequestMethod().equals("PUT")) {
        objects.put(path, sent);
        exchange.sendResponseHeaders(200, -1);
      } else if (kept != null) {
        exchange.sendResponseHeaders(200, kept.length);
        exchange.getResponseBody().write(kept);
      } else {
        byte[] none = "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(404, none.length);
        exchange.getResponseBody().write(none);
      }
    }
  }
}
