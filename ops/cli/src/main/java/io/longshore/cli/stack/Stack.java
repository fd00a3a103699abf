package io.longshore.cli.stack;

import io.longshore.cli.NotRunning;
import io.longshore.contracts.ApiKey;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.postgres.Databases;
import io.longshore.local.postgres.Postgres;
import io.longshore.local.postgres.PostgresInstall;
import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Program;
import io.longshore.local.process.Server;
import io.longshore.local.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    var schemas = Schemas.ofSources();
    schemas.requireNotOlderThan(home);
    requireDisk();
    missing.forEach(part -> requirePort(part, part.port(base), base));
    PostgresInstall.bin(); // all that must be fetched is here before anything starts
    Models.prepare(home, languageModel, say);
    home.port(base);
    List<Instance> started = Collections.synchronizedList(new ArrayList<>());
    var undo = new Thread(() -> undo(started));
    Runtime.getRuntime().addShutdownHook(undo); // Ctrl-C while it starts
    try {
      var servers = new Servers(home, base);
      startTogether(missing.stream().filter(p -> !p.isService()).toList(), servers, started);
      new BrokerJobs(servers).run();
      schemas.keepIn(home); // services migrate at their start
      startTogether(missing.stream().filter(Part::isService).toList(), servers, started);
      Runtime.getRuntime().removeShutdownHook(undo);
      say.accept("Longshore is ready: %s".formatted(url(base)));
    } catch (RuntimeException e) {
      say.accept("Stopping what was started, because a part failed.");
      Runtime.getRuntime().removeShutdownHook(undo);
      undo(started);
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
      var schemas = Schemas.ofSources();
      schemas.requireNotOlderThan(home);
      var servers = new Servers(home, home.port());
      if (part.isService()) {
        new BrokerJobs(servers).run(); // of another build, perhaps, than the running broker
        schemas.keepIn(home);
      }
      start(part, number, port, servers, new ArrayList<>());
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

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LocalFailure failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
    }
  }

  private void startTogether(List<Part> parts, Servers servers, List<Instance> started) {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      for (Part part : parts) {
        starts.add(pool.submit(() -> start(part, 1, part.port(servers.base()), servers, started)));
      }
      starts.forEach(Stack::await);
    }
  }

  private void start(Part part, int number, int port, Servers servers, List<Instance> started) {
    long began = System.nanoTime();
    Server server = servers.of(part, number, port);
    server.prepare();
    Program program = server.program();
    ProcessId process = program.start();
    var instance = new Instance(part, number, port, process);
    started.add(instance);
    home.started(instance);
    try {
      program.awaitReady(process, server::isReady, server.readyBound());
    } catch (LocalFailure e) {
      if (server instanceof JvmServer jvm) {
        jvm.forgetCache(); // recorded, if at all, from a start that failed
      }
      throw e;
    }
    if (part == Part.POSTGRES) {
      new Databases(port).create(Postgres.DATABASE);
    }
    say.accept(
        "%-14s ready on port %d after %.1f s"
            .formatted(instance.label(), port, (System.nanoTime() - began) / 1e9));
  }

  /** At once: a service that is asked to stop while it starts would record a useless cache. */
  private void undo(List<Instance> started) {
    List.copyOf(started).stream()
        .filter(instance -> instance.part().isService())
        .forEach(instance -> instance.process().stop(Signal.KILL, Duration.ZERO));
    stopAll(started);
  }

  /** Services together, then what they stand on. */
  private void stopAll(List<Instance> instances) {
    List<Instance> now = List.copyOf(instances);
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      now.stream()
          .filter(i -> i.part().isService())
          .map(i -> pool.submit(() -> stop(i)))
          .toList()
          .forEach(Stack::await);
    }
    now.reversed().stream().filter(i -> !i.part().isService()).forEach(this::stop);
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
