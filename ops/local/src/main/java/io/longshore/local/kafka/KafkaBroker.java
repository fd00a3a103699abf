package io.longshore.local.kafka;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Ports;
import io.longshore.local.process.Program;
import io.longshore.local.process.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One Kafka broker that is its own controller.
 *
 * @param folder its data and its server.properties
 * @param log its log file
 * @param port where clients reach it, on loopback
 * @param controllerPort for itself alone
 * @param accounts who may get in; with none it is open to the machine, and everybody may do all
 */
public record KafkaBroker(Path folder, Path log, int port, int controllerPort, Accounts accounts)
    implements Server {
  private static final Duration FORMAT_BOUND = Duration.ofSeconds(60);
  private static final Duration READY_BOUND = Duration.ofSeconds(60);
  private static final String CLUSTER = "TG9uZ3Nob3JlTG9jYWwwMQ";
  private static final List<String> JVM =
      List.of(
          "-Xmx192m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS");

  /** Writes the settings, and formats the folder at the first start. */
  @Override
  public void prepare() {
    write(settings());
    if (!Files.exists(data().resolve("meta.properties"))) {
      program(
              "kafka.tools.StorageTool",
              "format",
              "-t",
              CLUSTER,
              "-c",
              settings().toString(),
              "--ignore-formatted")
          .run(FORMAT_BOUND);
    }
  }

  @Override
  public Program program() {
    return program("kafka.Kafka", settings().toString());
  }

  @Override
  public boolean isReady() {
    return Ports.isOpen(port);
  }

  @Override
  public Duration readyBound() {
    return READY_BOUND;
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  private Path settings() {
    return Folders.made(folder).resolve("server.properties");
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Program program(String main, String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.of(
                Stream.of(java),
                JVM.stream(),
                Stream.of("-cp", jars() + "/*", main),
                Stream.of(arguments))
            .flatMap(part -> part)
            .toList();
    return new Program("kafka", command, Map.of(), log);
  }

  private static Path jars() {
    Path jars = Folders.sources().resolve("ops/broker/target/lib");
    if (!Files.isDirectory(jars)) {
      throw new LocalFailure(
          "The broker's jars are not in %s: run mvn -pl ops/broker package.".formatted(jars));
    }
    return jars;
  }

  private void write(Path file) {
    var settings = new Properties();
    try (InputStream in = KafkaBroker.class.getResourceAsStream("server.properties")) {
      settings.load(in);
      settings.setProperty("log.dirs", data().toString());
      settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
      settings.setProperty("advertised.listeners", "CLIENTS://" + address());
      settings.setProperty(
          "listeners",
          "CLIENTS://%s,CONTROLLER://127.0.0.1:%d".formatted(address(), controllerPort));
      String protocol = "PLAINTEXT";
      if (!accounts.equals(Accounts.NONE)) {
        protocol = Accounts.PROTOCOL;
        settings.putAll(accounts.broker());
      }
      settings.setProperty(
          "listener.security.protocol.map",
          "CLIENTS:%s,CONTROLLER:%s".formatted(protocol, protocol));
      var text = new StringWriter();
      settings.store(text, null);
      Folders.writePrivately(file, text.toString());
    } catch (IOException e) {
      throw Folders.failure("write " + file, e);
    }
  }
}
