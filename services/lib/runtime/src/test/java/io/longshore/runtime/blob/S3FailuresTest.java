package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.longshore.runtime.guard.Guards;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What becomes of a server's failures; that a real one is understood shows S3BlobStoreTest. */
class S3FailuresTest {
  private static final String KEY = BlobStoreContract.MISSING;
  private static final Duration LIMIT = Duration.ofMillis(400);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);

  private HttpServer server;
  private S3Bucket bucket;
  private S3BlobStore store;

  /** Answers a request. */
  private interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    bucket = new S3Bucket(properties(), bounds());
    store = new S3BlobStore(bucket);
  }

  private S3Properties properties() {
    String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
    return new S3Properties(
        "access", "very-secret", endpoint, "us-east-1", "blobs", "", "", null, 1);
  }

  @AfterEach
  void stop() {
    bucket.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch, check longshore.s3.access-key",
    "404, NoSuchBucket, make the bucket “blobs”",
    "404, NoSuchUpload, check the lifecycle rules",
    "400, AuthorizationHeaderMalformed, check longshore.s3.region",
    "301, PermanentRedirect, check longshore.s3.region",
    "500, InternalError, fails: 500 InternalError",
    "503, SlowDown, fails: 503 SlowDown"
  })
  void aRefusalSaysWhatToCheckAndNoSecret(int status, String code, String advice) {
    answer(exchange -> error(exchange, status, code));
    assertThatThrownBy(() -> store.open(KEY))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining(advice)
        .hasMessageNotContaining("very-secret");
    assertThatThrownBy(() -> store.put(1, bytes(3)))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining(advice);
    assertThatThrownBy(
            () -> new S3BlobInventory(bucket).putBefore(java.time.Instant.now(), k -> {}))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining(advice);
  }

  @Test
  void aServerThatIsNotThereIsUnavailableAndSaysWhere() {
    server.stop(0);
    assertThatThrownBy(() -> store.size(KEY))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining("http://127.0.0.1")
        .hasMessageContaining("longshore.s3.endpoint");
  }

  @Test
  void aServerThatIsSilentIsUnavailable() {
    answer(exchange -> never.await());
    assertThatThrownBy(() -> store.size(KEY)).isInstanceOf(BlobUnavailable.class);
  }

  @Test
  void aMissingBucketIsNoMissingBlobThoughAnAnswerToHeadHasNoBody() {
    answer(exchange -> exchange.sendResponseHeaders(404, -1));
    assertThatThrownBy(() -> store.exists(KEY))
        .isInstanceOf(BlobUnavailable.class)
        .hasMessageContaining("blobs");
  }

  @Test
  void whatAGuardTriesAgainIsAskedOnceAndAPutAsOftenAsAGuardWould() {
    answer(exchange -> error(exchange, 503, "SlowDown"));
    assertThatThrownBy(() -> store.open(KEY)).isInstanceOf(BlobUnavailable.class);
    assertThat(asked).containsExactly("GET");
    asked.clear();
    assertThatThrownBy(() -> store.put(1, bytes(3))).isInstanceOf(BlobUnavailable.class);
    assertThat(asked).containsExactly("PUT", "PUT");
    asked.clear();
    var guarded = new GuardedBlobStore(store, new Guards(), bounds(), 1);
    assertThatThrownBy(() -> guarded.size(KEY)).isInstanceOf(BlobUnavailable.class);
    assertThat(asked).containsExactly("HEAD", "HEAD");
  }

  @Test
  void aBodyIsSentToAServerThatDoesNotAskForIt() {
    var expected = new CopyOnWriteArrayList<Boolean>();
    answer(exchange -> {
      expected.add(exchange.getRequestHeaders().containsKey("Expect"));
      error(exchange, 403, "AccessDenied");
    });
    assertThatThrownBy(() -> store.put(1, bytes(S3Upload.PART_BYTES - 1)))
        .hasMessageContaining("check longshore.s3.access-key");
    assertThat(expected).containsExactly(false);
  }

  @Test
  void aPartThatFailsTakesTheUploadBack() {
    answer(exchange -> {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (query.startsWith("uploads")) {
        xml(
            exchange,
            200,
            "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
      } else if (exchange.getRequestMethod().equals("DELETE")) {
        asked.add(query);
        exchange.sendResponseHeaders(204, -1);
      } else {
        error(exchange, 500, "InternalError");
      }
    });
    assertThatThrownBy(() -> store.put(1, bytes(S3Upload.PART_BYTES)))
        .isInstanceOf(BlobUnavailable.class);
    assertThat(asked).containsSubsequence("POST", "PUT", "PUT", "DELETE", "uploadId=u1");
  }

  @Test
  void aConnectionThatBreaksOffIsNotTheEndOfTheBlob() {
    answer(exchange -> {
      exchange.sendResponseHeaders(200, 10);
      exchange.getResponseBody().write("abc".getBytes(StandardCharsets.US_ASCII));
      exchange.getResponseBody().flush();
      throw new IOException("hung up");
    });
    assertThatThrownBy(
            () -> {
              try (var in = store.open(KEY)) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void closedBeforeTheEndItCutsTheConnection() throws Exception {
    var cut = new CompletableFuture<Long>();
    answer(exchange -> {
      exchange.sendResponseHeaders(200, 1L << 40);
      long sent = 0;
      try (var out = exchange.getResponseBody()) {
        for (byte[] block = new byte[1 << 16]; ; sent += block.length) {
          out.write(block);
        }
      } catch (IOException e) {
        cut.complete(sent);
      }
    });
    try (var in = store.open(KEY)) {
      assertThat(in.read()).isZero();
    }
    assertThat(cut.get(30, TimeUnit.SECONDS)).isLessThan(1L << 30);
  }

  @Test
  void atTheStartARefusalIsAnErrorAndAServerThatIsAwayIsNot() {
    answer(exchange -> exchange.sendResponseHeaders(403, -1));
    assertThatThrownBy(bucket::check)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("check longshore.s3.access-key");
    server.removeContext("/");
    answer(exchange -> exchange.sendResponseHeaders(503, -1));
    assertThatCode(bucket::check).doesNotThrowAnyException();
    server.stop(0);
    assertThatCode(bucket::check).doesNotThrowAnyException();
  }

  @Test
  void atTheStartNoKeysAtAllAreAnError() {
    AwsCredentialsProvider nobody =
        () -> {
          throw SdkClientException.create("nothing in the chain");
        };
    try (var keyless = new S3Bucket(properties(), bounds(), nobody)) {
      assertThatThrownBy(keyless::check)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("longshore.s3.access-key")
          .hasMessageContaining("nothing in the chain");
    }
  }

  @Test
  void atTheStartAServerThatIsSilentIsWaitedForAsLongAsForAnyCall() {
    answer(exchange -> never.await());
    var slowPuts =
        new BlobGuardProperties(
            4, LIMIT, LIMIT, Duration.ofMinutes(10), 2, Duration.ofMillis(1), LIMIT);
    try (var silent = new S3Bucket(properties(), slowPuts)) {
      assertTimeoutPreemptively(Duration.ofSeconds(20), silent::check);
    }
  }

  private void answer(Answer answer) {
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod());
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answer.to(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      xml(exchange, status, "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code));
    }
  }

  private static void xml(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/xml");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static ByteArrayInputStream bytes(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  private static BlobGuardProperties bounds() {
    return new BlobGuardProperties(
        4, LIMIT, Duration.ofSeconds(20), LIMIT, 2, Duration.ofMillis(1), LIMIT);
  }
}
