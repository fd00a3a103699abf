package io.longshore.testing;

import io.longshore.local.Folders;
import io.longshore.local.kafka.Accounts;
import io.longshore.local.kafka.KafkaBroker;
import io.longshore.local.kafka.KafkaTopics;
import io.longshore.local.postgres.Databases;
import io.longshore.local.postgres.Postgres;
import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A real broker and a real PostgreSQL for the tests of this JVM. Those that {@code longshore
 * verify} names by system property are used; else each is started once, at its first use, in a
 * temporary folder on a free port, and stopped at the end of the JVM.
 *
 * <pre>{@code
 * static final TestDatabase DATABASE = LocalStack.database();
 *
 * @DynamicPropertySource
 * static void stack(DynamicPropertyRegistry registry) {
 *   registry.add("longshore.kafka", LocalStack::kafka);
 *   registry.add("longshore.postgres", DATABASE::url);
 * }
 * }</pre>
 */
public final class LocalStack {
  /** System property: the address of a running broker, {@code 127.0.0.1:port}. */
  public static final String KAFKA = "longshore.test.kafka";

  /** System property: the port of a running PostgreSQL on loopback. */
  public static final String POSTGRES = "longshore.test.postgres";

  /** System property: the address of a running model server, {@code 127.0.0.1:port}. */
  public static final String MODELS = "longshore.test.models";

  /** System property: the folder of its models. */
  public static final String MODELS_REPOSITORY = "longshore.test.models.repository";

  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  private LocalStack() {}

  /** The broker's address, {@code 127.0.0.1:port}; its topics are empty at the JVM's first use. */
  public static String kafka() {
    return Broker.ADDRESS;
  }

  /** A new empty database with schemas, roles and extension; dropped with its server. */
  public static TestDatabase database() {
    String name = "test_" + UUID.randomUUID().toString().replace("-", "");
    String named = System.getProperty(POSTGRES);
    var server = named == null ? Database.SERVER : new Databases(Integer.parseInt(named));
    server.create(name);
    return new TestDatabase(server.url(name));
  }

  /** The model server of {@code longshore verify}; tests that need one are skipped without it. */
  public static Optional<String> models() {
    return Optional.ofNullable(System.getProperty(MODELS));
  }

  /** The folder of its models. */
  public static Optional<Path> modelsRepository() {
    return Optional.ofNullable(System.getProperty(MODELS_REPOSITORY)).map(Path::of);
  }

  /** A real S3 server with an empty bucket; to be asked for where {@link S3Server#isHere}. */
  public static S3Server s3() {
    return Bucket.SERVER;
  }

  /** Started at its first use. */
  private static final class Broker {
    static final String ADDRESS = find();

    private static String find() {
      String named = System.getProperty(KAFKA);
      if (named == null) {
        return start();
      }
      KafkaTopics.renew(named);
      return named;
    }

    private static String start() {
      Path folder = temporary("kafka");
      List<Integer> ports = Ports.free(2);
      var broker =
          new KafkaBroker(
              folder, folder.resolve("kafka.log"), ports.get(0), ports.get(1), Accounts.NONE);
      startUntilTheEnd(broker, folder);
      KafkaTopics.create(broker.address());
      return broker.address();
    }
  }

  /** Started at its first use. */
  private static final class Database {
    static final Databases SERVER = start();

    private static Databases start() {
      Path folder = temporary("postgres");
      var postgres = new Postgres(folder, folder.resolve("postgres.log"), Ports.free(1).getFirst());
      startUntilTheEnd(postgres, folder);
      return postgres.databases();
    }
  }

  /** Started at its first use. */
  private static final class Bucket {
    static final S3Server SERVER = start();

    private static S3Server start() {
      Path folder = temporary("s3");
      var server = new S3Server(folder, Ports.free(1).getFirst());
      startUntilTheEnd(server, folder);
      return server;
    }
  }

  private static Path temporary(String part) {
    return TestFolders.temporary().make("longshore-" + part + "-");
  }

  private static void startUntilTheEnd(Server server, Path folder) {
    ProcessId process = server.start();
    TestFolders.note(folder, process);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  process.stop(server.stopSignal(), STOP_BOUND);
                  Folders.remove(folder);
                },
                "stop " + folder.getFileName()));
  }
}
