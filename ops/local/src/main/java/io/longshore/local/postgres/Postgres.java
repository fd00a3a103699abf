package io.longshore.local.postgres;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Program;
import io.longshore.local.process.Server;
import io.longshore.local.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One PostgreSQL server with pgvector.
 *
 * @param folder its data
 * @param log its log file
 * @param port where it listens, on loopback
 */
public record Postgres(Path folder, Path log, int port) implements Server {
  /** The database that the services use. */
  public static final String DATABASE = "longshore";

  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");
  private static final Duration INIT_BOUND = Duration.ofSeconds(60);
  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  /** Makes the data folder at the first start. */
  @Override
  public void prepare() {
    requireNamespace();
    if (!Files.exists(data().resolve("PG_VERSION"))) {
      initialise();
    }
  }

  @Override
  public Program program() {
    return program(
        "postgres",
        List.of(
            "-D",
            data().toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=120",
            "-c",
            "shared_buffers=128MB",
            "-c",
            "maintenance_work_mem=256MB"));
  }

  @Override
  public boolean isReady() {
    return databases().answers();
  }

  @Override
  public Duration readyBound() {
    return READY_BOUND;
  }

  /** Fast shutdown: it doesn't wait for its clients. */
  @Override
  public Signal stopSignal() {
    return Signal.INT;
  }

  public Databases databases() {
    return new Databases(port);
  }

  /** An initdb that was cut off leaves nothing behind that looks like a cluster. */
  private void initialise() {
    Path fresh = folder.resolve("data.new");
    Folders.remove(fresh);
    program(
            "initdb",
            List.of(
                "-D",
                fresh.toString(),
                "-U",
                Databases.SUPERUSER,
                "-A",
                "trust",
                "--locale=C",
                "-E",
                "UTF8"))
        .run(INIT_BOUND);
    try {
      Files.move(fresh, data());
    } catch (IOException e) {
      throw Folders.failure("make " + data(), e);
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it isn't root. */
  private void requireNamespace() {
    if (IS_ROOT) {
      try {
        new Program("unshare", List.of("unshare", "-U", "true"), Map.of(), log).run(INIT_BOUND);
      } catch (LocalFailure e) {
        throw new LocalFailure(
            "PostgreSQL refuses to run as root, and this machine allows no user namespace to hide that: run ./longshore as another user.",
            e);
      }
    }
  }

  private Path data() {
    return Folders.made(folder).resolve("data");
  }

  private Program program(String executable, List<String> arguments) {
    var command = new ArrayList<String>();
    if (IS_ROOT) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(PostgresInstall.bin().resolve(executable).toString());
    command.addAll(arguments);
    return new Program("postgres", command, Map.of("LC_ALL", "C"), log);
  }
}
