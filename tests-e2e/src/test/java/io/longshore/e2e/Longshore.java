package io.longshore.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole system in a home of its own, started by its own command once for all journeys of a run
 * and stopped at the end. A folder named by {@code -Dlongshore.e2e.home} and its port by {@code
 * -Dlongshore.e2e.port} take a running one instead, which is left as it is.
 */
final class Longshore {
  static final Path ROOT = root();

  /** Among the settings of a further one: the language model that it takes. */
  static final String MODEL = "MODEL";

  /** What the services stand on. */
  private static final Set<String> BASE = Set.of("kafka", "postgres");

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static @Nullable Longshore running;

  private final Path home;
  private final int port;

  private final Map<String, String> settings;
  private @Nullable String kafka;

  private Longshore(Path home, int port, Map<String, String> settings) {
    this.home = home;
    this.port = port;
    this.settings = Map.copyOf(settings);
  }

  static synchronized Longshore running() {
    if (running == null) {
      running = start();
    }
    return running;
  }

  private static Longshore start() {
    var given = System.getProperty("longshore.e2e.home");
    if (given != null) {
      return new Longshore(
          Path.of(given), Integer.getInteger("longshore.e2e.port", 8080), Map.of());
    }
    return start(Map.of());
  }

  /** A further one, with these settings in the environment of its services. */
  static Longshore start(Map<String, String> settings) {
    var stack = empty(settings);
    // what a machine has fetched changes no journey; one that wants a model says which
    stack.command("models", "use", settings.getOrDefault(MODEL, "none")).orFail();
    stack.up().orFail();
    return stack;
  }

  /** A further one that was never started. */
  static Longshore empty(Map<String, String> settings) {
    try {
      var stack = new Longshore(Files.createTempDirectory("longshore-e2e"), freePorts(), settings);
      Runtime.getRuntime().addShutdownHook(new Thread(stack::end));
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts every part that doesn't run. */
  Result up() {
    return command("up", "--port", Integer.toString(port));
  }

  /** Nothing of it is wanted again: services needn't record what makes their next start faster. */
  private void end() {
    try {
      killServices();
    } finally {
      command("down");
      deleteHome();
    }
  }

  private void killServices() {
    command("status", "--json")
        .json()
        .path("parts")
        .valueStream()
        .filter(part -> part.path("pid").isNumber() && !BASE.contains(part.path("name").asString()))
        .flatMap(part -> ProcessHandle.of(part.path("pid").asLong(0)).stream())
        .forEach(ProcessHandle::destroyForcibly);
  }

  private void deleteHome() {
    try (var left = Files.walk(home)) {
      left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Api api() {
    return new Api("http://127.0.0.1:" + port);
  }

  /** The API of a further gateway. */
  Api api(String gateway) {
    return new Api("http://127.0.0.1:" + part(gateway).get("port").asInt());
  }

  /** Ends a part in the middle of whatever it does. */
  void kill(String part) {
    process(part).destroyForcibly();
  }

  ProcessHandle process(String part) {
    return ProcessHandle.of(part(part).get("pid").asLong())
        .orElseThrow(() -> new AssertionError(part + " does not run"));
  }

  /** Fetches a language model that isn't here; what needs it is left out where that fails. */
  void fetch(String model) {
    var fetched = command("models", "fetch", model);
    Assumptions.assumeTrue(fetched.exit() == 0, () -> model + ": " + fetched.err());
  }

  /** Starts the model server anew, with this language model; {@code none} for none. */
  void serve(String model) {
    command("models", "use", model).orFail();
    command("stop", "model-server").orFail();
    up().orFail();
  }

  private JsonNode part(String name) {
    return command("status", "--json")
        .json()
        .get("parts")
        .valueStream()
        .filter(part -> part.get("name").asString().equals(name))
        .filter(part -> part.get("pid") != null && part.get("pid").isNumber())
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " does not run"));
  }

  /** What a service counts, by its Actuator. */
  double counted(String part, String metric, String tags) {
    return api(part)
        .get("/actuator/metrics/%s?tag=%s".formatted(metric, tags))
        .json()
        .get("measurements")
        .get(0)
        .get("value")
        .asDouble();
  }

  /** Where its broker listens, now and after it was started again. */
  private synchronized String kafka() {
    if (kafka == null) {
      kafka = "127.0.0.1:" + part("kafka").get("port").asInt();
    }
    return kafka;
  }

  /** Settings of a client of its broker that is this user. */
  Map<String, Object> client(String user) {
    return Map.of(
        "bootstrap.servers",
        kafka(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
            .formatted(user, accounts().getProperty(user)));
  }

  /** The passwords of its broker's users. */
  Properties accounts() {
    try (var file = Files.newBufferedReader(home.resolve("accounts"))) {
      var all = new Properties();
      all.load(file);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Path home() {
    return home;
  }

  /** Runs {@code ./longshore <arguments>} in this home and waits for its end. */
  Result command(String... arguments) {
    return command(Map.of(), arguments);
  }

  /**
   * @param more settings in the environment of what this starts
   */
  Result command(Map<String, String> more, String... arguments) {
    var line = new ArrayList<String>();
    line.add(ROOT.resolve("longshore").toString());
    line.addAll(List.of(arguments));
    try {
      var out = Files.createTempFile(home, "out", ".txt");
      var err = Files.createTempFile(home, "err", ".txt");
      var builder =
          new ProcessBuilder(line)
              .directory(home.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().put("LONGSHORE_HOME", home.toString());
      builder.environment().put("LONGSHORE_BUILT", "true");
      builder.environment().putAll(settings);
      builder.environment().putAll(more);
      var process = builder.start();
      if (!process.waitFor(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(line + " did not end within 10 minutes");
      }
      var result =
          new Result(line, process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What a run of the command left behind. */
  record Result(List<String> line, int exit, String out, String err) {
    Result orFail() {
      if (exit != 0) {
        throw new AssertionError(line + " ended with " + exit + "\n" + out + "\n" + err);
      }
      return this;
    }

    JsonNode json() {
      return JSON.readTree(out);
    }
  }

  /** The real documents that lie beside the checkout of some machines; null where they don't. */
  static @Nullable Path data() {
    var named = System.getenv("LONGSHORE_DATA");
    var data = named == null ? ROOT.resolve("../shared/data").normalize() : Path.of(named);
    return Files.isDirectory(data) ? data : null;
  }

  /** What this machine keeps of downloads. */
  static Path cache() {
    var named = System.getenv("XDG_CACHE_HOME");
    var base =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return base.resolve("longshore");
  }

  static List<JsonNode> lines(Path jsonLines) throws IOException {
    return Files.readAllLines(jsonLines, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank())
        .map(JSON::readTree)
        .toList();
  }

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("longshore"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no ./longshore above " + Path.of("").toAbsolutePath());
      }
    }
    return folder;
  }

  /** A port with twelve free ones above it, all below those that the kernel gives to clients. */
  private static int freePorts() {
    return ThreadLocalRandom.current()
        .ints(50, 10_000, 32_000)
        .filter(base -> allFree(base, base + 12))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("found no twelve free ports in a row"));
  }

  private static boolean allFree(int from, int to) {
    for (var port = from; port <= to; port++) {
      try (var probe = new ServerSocket(port)) {
        probe.setReuseAddress(true);
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
