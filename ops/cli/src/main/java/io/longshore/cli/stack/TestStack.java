package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.kafka.Accounts;
import io.longshore.local.kafka.KafkaBroker;
import io.longshore.local.postgres.Postgres;
import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Broker, PostgreSQL and model server for the tests of one run, in a home and on ports of their
 * own. The names of the properties are those that {@code io.longshore.testing.LocalStack} reads.
 */
public final class TestStack implements AutoCloseable {
  private static final Duration STOP_BOUND = Duration.ofSeconds(15);

  private final Path folder;
  private final Map<String, String> properties;
  private final List<Runnable> stops = new ArrayList<>();
  private final Thread atInterrupt = new Thread(this::stop);

  private TestStack(Path folder, Map<String, String> properties) {
    this.folder = folder;
    this.properties = properties;
  }

  public static TestStack start(Consumer<String> say) {
    Path folder = temporary();
    var home = new Home(folder);
    Models.prepareEncoders(home, say);
    List<Integer> ports = Ports.free(4);
    int kafka = ports.get(0);
    int postgres = ports.get(2);
    int models = ports.get(3);
    Path repository = Models.testRepository();
    var stack =
        new TestStack(
            folder,
            Map.of(
                "longshore.test.kafka",
                "127.0.0.1:" + kafka,
                "longshore.test.postgres",
                Integer.toString(postgres),
                "longshore.test.models",
                "127.0.0.1:" + models,
                "longshore.test.models.repository",
                repository.toString()));
    Runtime.getRuntime().addShutdownHook(stack.atInterrupt);
    try {
      stack.start(
          new KafkaBroker(
              home.data("kafka"), home.log("kafka"), kafka, ports.get(1), Accounts.NONE));
      stack.start(new Postgres(home.data("postgres"), home.log("postgres"), postgres));
      stack.start(Servers.models(models, repository, home.log("model-server")));
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /** What the tests are told. */
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atInterrupt);
    stop();
  }

  private void stop() {
    stops.reversed().forEach(Runnable::run);
    Folders.remove(folder);
  }

  private void start(Server server) {
    ProcessId process = server.start();
    stops.add(() -> process.stop(server.stopSignal(), STOP_BOUND));
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("longshore-verify-");
    } catch (IOException e) {
      throw Folders.failure("make a temporary folder", e);
    }
  }
}
