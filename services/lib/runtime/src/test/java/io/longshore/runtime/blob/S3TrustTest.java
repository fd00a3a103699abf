package io.longshore.runtime.blob;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.longshore.local.process.Program;
import io.longshore.runtime.Bound;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server by TLS whose certificate an authority of our own has signed. */
class S3TrustTest {
  private static final String PASSWORD = "only-of-this-test";
  private static final Duration BOUND = Duration.ofMinutes(1);

  @TempDir private static Path folder;
  private static HttpsServer server;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    pair("authority", "-ext", "bc:c");
    pair("another", "-ext", "bc:c");
    pair("server", "-signer", "authority", "-ext", "san=ip:127.0.0.1");
    certificate("authority");
    certificate("another");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(asServer()));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void whomTheAuthoritySignedForIsTrusted() {
    try (var bucket = bucket("127.0.0.1", pem("authority"))) {
      assertThatCode(bucket::check).doesNotThrowAnyException();
    }
  }

  @Test
  void withoutTheAuthorityOrByAnotherTheStartEndsAndSaysWhy() {
    for (String ca : List.of("", pem("another"))) {
      try (var bucket = bucket("127.0.0.1", ca)) {
        assertThatThrownBy(bucket::check)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContainingAll("isn't trusted", "longshore.s3.ca");
      }
    }
  }

  @Test
  void anotherServersCertificateIsNotTakenThoughTheAuthoritySignedIt() {
    try (var bucket = bucket("localhost", pem("authority"))) {
      assertThatThrownBy(bucket::check)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll("another server's", "longshore.s3.endpoint");
    }
  }

  @Test
  void aFileWithoutCertificatesIsRefusedByItsName() throws IOException {
    for (String text : List.of("", "no certificate")) {
      String file = Files.writeString(folder.resolve("empty.pem"), text).toString();
      assertThatThrownBy(() -> bucket("127.0.0.1", file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll("longshore.s3.ca", file);
    }
    assertThatThrownBy(() -> bucket("127.0.0.1", "/no/such.pem"))
        .hasMessageContainingAll("longshore.s3.ca", "/no/such.pem");
  }

  private static S3Bucket bucket(String host, String ca) {
    return new S3Bucket(
        Bound.to(
            S3Properties.class,
            "longshore.s3.bucket=blobs",
            "longshore.s3.endpoint=https://%s:%d".formatted(host, server.getAddress().getPort()),
            "longshore.s3.access-key=a",
            "longshore.s3.secret-key=b",
            "longshore.s3.ca=" + ca),
        Bound.to(BlobGuardProperties.class));
  }

  private static String pem(String alias) {
    return folder.resolve(alias + ".pem").toString();
  }

  private static void pair(String alias, String... more) {
    var command = new ArrayList<>(List.of("-genkeypair", "-dname", "CN=" + alias));
    command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
    command.addAll(List.of(more));
    keytool(alias, command);
  }

  private static void certificate(String alias) {
    keytool(alias, List.of("-exportcert", "-rfc", "-file", pem(alias)));
  }

  private static void keytool(String alias, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-alias", alias, "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", folder.resolve("keys.p12").toString()));
    new Program("keytool", command, Map.of(), folder.resolve("keytool.log")).run(BOUND);
  }

  private static SSLContext asServer() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
