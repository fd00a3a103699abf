package io.longshore.local.postgres;

import io.longshore.local.Folders;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Program;
import io.longshore.local.process.Signal;
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
public record Postgres(Path folder, Path log, int port) {
  /** The database that the services use. */
  public static final String DATABASE = "longshore";

  /** How it is asked to stop. */
  public static final Signal STOP = Signal.INT;

  private static final Duration INIT_BOUND = Duration.ofSeconds(60);
  private static final Duration READY_BOUND = Duration.ofSeconds(60);

  /** Makes the data folder at the first start, starts the server and waits until it answers. */
  public ProcessId start() {
    Path bin = PostgresInstall.bin();
    Path data = Folders.made(folder).resolve("data");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise(bin, data);
    }
    Program server =
        program(
            bin.resolve("postgres").toString(),
            List.of(
                "-D",
                data.toString(),
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
    ProcessId id = server.start();
    server.awaitReady(id, databases()::answers, READY_BOUND);
    return id;
  }

  public Databases databases() {
    return new Databases(port);
  }

  /** An initdb that was cut off leaves nothing behind that looks like a cluster. */
  private void initialise(Path bin, Path data) {
    Path fresh = folder.resolve("data.new");
    Folders.remove(fresh);
    program(
            bin.resolve("initdb").toString(),
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
      Files.move(fresh, data);
    } catch (java.io.IOException e) {
      throw Folders.failure("make " + data, e);
    }
  }

  private Program program(String executable, List<String> arguments) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      // PostgreSQL refuses to run as root; in a user namespace of its own it isn't.
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(executable);
    command.addAll(arguments);
    return new Program("postgres", command, Map.of("LC_ALL", "C"), log);
  }
}
