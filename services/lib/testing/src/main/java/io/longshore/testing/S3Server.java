package io.longshore.testing;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Ports;
import io.longshore.local.process.Program;
import io.longshore.local.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real S3 server, versitygw over a folder, built by Go at its first use: Go's proxy is the
 * registry that has one.
 *
 * @param folder its buckets are the folders in {@code buckets}
 * @param port on loopback
 */
public record S3Server(Path folder, int port) implements Server {
  public static final String VERSION = "v1.8.0";
  public static final String BUCKET = "blobs";
  public static final String ACCESS_KEY = "access-of-tests";
  public static final String SECRET_KEY = "secret-of-tests";

  private static final Duration BUILD_BOUND = Duration.ofMinutes(20);
  private static final Duration READY_BOUND = Duration.ofSeconds(30);

  /** Whether it can be built, or was. */
  public static boolean isHere() {
    if (Files.isExecutable(binary())) {
      return true;
    }
    try {
      go(Folders.cache(), Duration.ofSeconds(30), "version");
      return true;
    } catch (LocalFailure e) {
      return false;
    }
  }

  public String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  /** The folder whose files are a bucket's objects. */
  public Path bucket(String name) {
    return folder.resolve("buckets").resolve(name);
  }

  @Override
  public void prepare() {
    Folders.made(bucket(BUCKET));
    Folders.made(folder.resolve("metadata"));
    if (!Files.isExecutable(binary())) {
      Path part = Folders.made(installed().resolveSibling(installed().getFileName() + ".part"));
      go(part, BUILD_BOUND, "install", "github.com/versity/versitygw/cmd/versitygw@" + VERSION);
      try {
        Files.move(part, installed()); // as a whole or not at all
      } catch (IOException e) {
        throw Folders.failure("move " + part, e);
      }
    }
  }

  @Override
  public Program program() {
    return new Program(
        "versitygw",
        List.of(
            binary().toString(),
            "--port",
            "127.0.0.1:" + port,
            "--keep-alive",
            "--quiet",
            "posix",
            "--sidecar",
            folder.resolve("metadata").toString(),
            folder.resolve("buckets").toString()),
        Map.of("ROOT_ACCESS_KEY_ID", ACCESS_KEY, "ROOT_SECRET_ACCESS_KEY", SECRET_KEY),
        folder.resolve("versitygw.log"));
  }

  @Override
  public boolean isReady() {
    return Ports.isOpen(port);
  }

  @Override
  public Duration readyBound() {
    return READY_BOUND;
  }

  private static void go(Path bin, Duration bound, String... arguments) {
    var command = new ArrayList<>(List.of("go"));
    command.addAll(List.of(arguments));
    new Program("go", command, Map.of("GOBIN", bin.toString()), bin.resolve("go.log")).run(bound);
  }

  private static Path binary() {
    return installed().resolve("versitygw");
  }

  /** Where the checks of {@code ops/checks} keep it as well. */
  private static Path installed() {
    return Folders.cache().resolve("tools").resolve("versitygw@" + VERSION);
  }
}
