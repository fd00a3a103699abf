package io.longshore.cli.stack;

import io.longshore.cli.NotRunning;
import io.longshore.contracts.ApiKey;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.postgres.PostgresInstall;
import io.longshore.local.process.Ports;
import io.longshore.local.process.Server;
import io.longshore.local.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts and stops the parts of one Longshore. */
public final class Stack {
  /** A service that records its start-up cache takes its time at the end, once. */
  private static final Duration STOP_BOUND = Duration.ofSeconds(90);

  private static final long DISK_NEEDED = 1L << 30;

  private final Home home;
  private final Consumer<String> say;

  public Stack(Home home, Consumer<String> say) {
    this.home = home;
    this.say = say;
  }

  /** Starts every part that doesn't run; undoes what it did when one fails. */
  public void up(int base) {
    up(base, Models.wish(home));
  }

  /** The same with another language model than the one that was chosen for every start. */
  public void up(int base, String languageModel) {
    home.alone(() -> {
      start(base, languageModel);
      return null;
    });
  }

  private void start(int base, String languageModel) {
    List<Instance> before = home.running();
    if (!before.isEmpty() && base != home.port()) {
      throw new LocalFailure(
          "Longshore runs already, on port %d: ./longshore down first, or leave out --port."
              .formatted(home.port()));
    }
    List<Part> missing =
        List.of(Part.values()).stream()
            .filter(part -> part != Part.MODEL_SERVER || Models.address().isEmpty())
            .filter(part -> before.stream().noneMatch(i -> i.part() == part && i.number() == 1))
            .toList();
    if (missing.isEmpty()) {
      say.accept("Longshore runs already: %s".formatted(url(base)));
      return;
    }
    var starting = new Starting(new Servers(home, base), say);
    requireDisk();
    missing.forEach(part -> requirePort(part, part.port(base), base));
    PostgresInstall.bin(); // all that must be fetched is here before anything starts
    Models.prepare(home, languageModel, say);
    home.port(base);
    var undo = new Thread(() -> undo(starting));
    Runtime.getRuntime().addShutdownHook(undo); // Ctrl-C while it starts
    try {
      starting.all(missing);
      Runtime.getRuntime().removeShutdownHook(undo);
      say.accept("Longshore is ready: %s".formatted(url(base)));
    } catch (RuntimeException e) {
      say.accept("Stopping what was started, because a part failed.");
      Runtime.getRuntime().removeShutdownHook(undo);
      undo(starting);
      throw e;
    }
  }

  /**
   * Closes the door, from the next start on and for good.
   *
   * @return the admin key when it was made now, to be shown once
   */
  Optional<String> close() {
    return home.alone(() -> {
      if (home.key().isPresent()) {
        return Optional.<String>empty();
      }
      if (home.running().stream().anyMatch(instance -> instance.part() == Part.GATEWAY)) {
        throw new LocalFailure("Longshore runs, and is open: ./longshore down first.");
      }
      String key = ApiKey.random().text();
      home.key(key);
      return Optional.of(key);
    });
  }

  /**
   * Opens the door to this machine again, from the next start on. The admin key is not kept any
   * more; it stays a key for when the door is closed.
   */
  void open() {
    home.alone(() -> {
      if (home.key().isPresent()
          && home.running().stream().anyMatch(instance -> instance.part() == Part.GATEWAY)) {
        throw new LocalFailure("Longshore runs, and asks for keys: ./longshore down first.");
      }
      home.removeKey();
      return null;
    });
  }

  /** Whether any part runs. */
  public boolean runs() {
    return !home.running().isEmpty();
  }

  /** Stops every part, the last started first. */
  public void down() {
    home.alone(() -> {
      List<Instance> running = home.running();
      if (running.isEmpty()) {
        throw new NotRunning("Longshore is not running.");
      }
      if (running.stream().anyMatch(Instance::recordsCache)) {
        say.accept("Recording start-up caches, once for each build: the next start is faster.");
      }
      stopAll(running);
      return null;
    });
  }

  /** Starts one part, or a further instance of a service. */
  void start(Part part, int number) {
    home.alone(() -> {
      if (home.running(part, number).isPresent()) {
        say.accept(Instance.label(part, number) + " runs already.");
        return null;
      }
      int port = number == 1 ? part.port(home.port()) : Ports.free(1).getFirst();
      requirePort(part, port, home.port());
      new Starting(new Servers(home, home.port()), say).one(part, number, port);
      return null;
    });
  }

  void stop(Part part, int number) {
    home.alone(() -> {
      Instance instance =
          home.running(part, number)
              .orElseThrow(() -> new NotRunning(Instance.label(part, number) + " is not running."));
      stop(instance);
      return null;
    });
  }

  /** Whether the chat page is built. */
  public static boolean hasPage() {
    return Files.exists(page().resolve("index.html"));
  }

  /** The folder of the built chat page. */
  static Path page() {
    return Folders.sources().resolve("gateway/ui/dist");
  }

  public String url(int base) {
    return "http://127.0.0.1:" + base;
  }

  /** At once: a service that is asked to stop while it starts would record a useless cache. */
  private void undo(Starting starting) {
    starting.started().stream()
        .filter(instance -> instance.part().isService())
        .forEach(instance -> instance.process().stop(Signal.KILL, Duration.ZERO));
    stopAll(starting.started());
  }

  /** Services together, then what they stand on. */
  private void stopAll(List<Instance> instances) {
    Together.each(instances.stream().filter(i -> i.part().isService()).toList(), this::stop);
    instances.reversed().stream().filter(i -> !i.part().isService()).forEach(this::stop);
  }

  private void stop(Instance instance) {
    Server server =
        new Servers(home, home.port()).of(instance.part(), instance.number(), instance.port());
    Optional<Path> recorded = instance.recordedCache();
    boolean byItself = instance.process().stop(server.stopSignal(), STOP_BOUND);
    if (!byItself) {
      recorded.ifPresent(Folders::remove); // cut off, no JVM would read it, nor record another
    }
    home.stopped(instance);
    say.accept(
        byItself
            ? instance.label() + " stopped"
            : "%s did not stop within %d s and was killed"
                .formatted(instance.label(), STOP_BOUND.toSeconds()));
  }

  private void requireDisk() {
    try {
      long free = Files.getFileStore(Folders.made(home.folder())).getUsableSpace();
      if (free < DISK_NEEDED) {
        throw new LocalFailure(
            "The disk of %s has only %d MB left: make room for at least 1 GB, or set LONGSHORE_HOME to a folder on another disk."
                .formatted(home.folder(), free >> 20));
      }
    } catch (IOException e) {
      throw Folders.failure("look at the disk of " + home.folder(), e);
    }
  }

  private static void requirePort(Part part, int port, int base) {
    boolean free = Ports.isFree(port) && (part != Part.KAFKA || Ports.isFree(port + 1));
    if (!free) {
      throw new LocalFailure(
          "Port %d, which %s needs, is taken: stop the program that listens there, or choose other ports with ./longshore up --port %d."
              .formatted(port, part.label(), base + 100));
    }
  }
}
