package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.kafka.Accounts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The state of one Longshore on this machine: {@code .longshore/} beside the sources or {@code
 * $LONGSHORE_HOME}. A file in {@code run/} says which process is which part.
 */
public record Home(Path folder) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEFAULT_PORT = 8080;

  /** The one that the environment names. */
  public static Home ofEnvironment() {
    String named = System.getenv("LONGSHORE_HOME");
    return new Home(
        named == null || named.isBlank()
            ? Folders.sources().resolve(".longshore")
            : Path.of(named).toAbsolutePath());
  }

  Path data(String what) {
    return folder.resolve(what);
  }

  Path log(String label) {
    return folder.resolve("logs").resolve(label + ".log");
  }

  /** The gateway's port of the last {@code up}. */
  public int port() {
    Path file = folder.resolve("port");
    try {
      return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : DEFAULT_PORT;
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_PORT;
    }
  }

  /** The broker of the last {@code up}. */
  public String kafka() {
    return "127.0.0.1:" + Part.KAFKA.port(port());
  }

  /** Its users: the operator and the services. */
  public Accounts accounts() {
    return Accounts.in(folder.resolve("accounts"), Part.services().map(Part::application).toList());
  }

  /** The admin key of a stack that is closed; without one it is open to this machine. */
  public Optional<String> key() {
    try {
      return Files.exists(keyFile()) ? Optional.of(Files.readString(keyFile())) : Optional.empty();
    } catch (IOException e) {
      throw Folders.failure("read " + keyFile(), e);
    }
  }

  /** Keeps it for the owner of this home alone. */
  void key(String text) {
    Folders.writePrivately(keyFile(), text);
  }

  void removeKey() {
    try {
      Files.deleteIfExists(keyFile());
    } catch (IOException e) {
      throw Folders.failure("remove " + keyFile(), e);
    }
  }

  Path keyFile() {
    return folder.resolve("key");
  }

  void port(int port) {
    write(folder.resolve("port"), port + "\n");
  }

  /** Keeps a remark for a later command. */
  void note(String name, String text) {
    write(folder.resolve(name), text);
  }

  /** What runs, in the order of start; files of processes that ended are removed. */
  List<Instance> running() {
    Path run = folder.resolve("run");
    if (!Files.isDirectory(run)) {
      return List.of();
    }
    try (var files = Files.list(run)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(this::read)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Instance::part).thenComparingInt(Instance::number))
          .toList();
    } catch (IOException e) {
      throw Folders.failure("list " + run, e);
    }
  }

  Optional<Instance> running(Part part, int number) {
    return running().stream()
        .filter(instance -> instance.part() == part && instance.number() == number)
        .findFirst();
  }

  void started(Instance instance) {
    write(file(instance), JSON.writeValueAsString(instance) + "\n");
  }

  void stopped(Instance instance) {
    forget(file(instance));
  }

  /** Does what must not be done twice at once. */
  <T> T alone(Supplier<T> work) {
    Path lock = Folders.made(folder).resolve("lock");
    try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = channel.tryLock()) {
      if (held == null) {
        throw busy();
      }
      return work.get();
    } catch (OverlappingFileLockException e) {
      throw busy(); // held by this very process
    } catch (IOException e) {
      throw Folders.failure("lock " + lock, e);
    }
  }

  private LocalFailure busy() {
    return new LocalFailure(
        "Another longshore command is starting or stopping parts of %s: wait for its end."
            .formatted(folder));
  }

  private Optional<Instance> read(Path file) {
    try {
      Instance instance = JSON.readValue(Files.readString(file), Instance.class);
      if (instance.process().runs()) {
        return Optional.of(instance);
      }
    } catch (IOException | JacksonException e) {
      // cut off while it was written, or gone: no process
    }
    forget(file);
    return Optional.empty();
  }

  private Path file(Instance instance) {
    return folder.resolve("run").resolve(instance.label() + ".json");
  }

  private static void forget(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Folders.failure("remove " + file, e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Path fresh = Folders.madeFor(file).resolve(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw Folders.failure("write " + file, e);
    }
  }
}
