package io.longshore.cli.stack;

import io.longshore.local.LocalFailure;
import io.longshore.local.postgres.Databases;
import io.longshore.local.postgres.Postgres;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Program;
import io.longshore.local.process.Server;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Starts parts on a home, each service on a broker and schemas that are ready for it. */
final class Starting {
  private final Servers servers;
  private final Consumer<String> say;
  private final Schemas schemas = Schemas.ofSources();
  private final List<Instance> started = Collections.synchronizedList(new ArrayList<>());

  /**
   * @throws LocalFailure on a home that a newer Longshore was started on
   */
  Starting(Servers servers, Consumer<String> say) {
    this.servers = servers;
    this.say = say;
    schemas.requireNotOlderThan(servers.home());
  }

  /** The first instance of each at once, the services when what they stand on is ready. */
  void all(List<Part> parts) {
    together(parts.stream().filter(part -> !part.isService()).toList());
    beforeServices();
    together(parts.stream().filter(Part::isService).toList());
  }

  void one(Part part, int number, int port) {
    if (part.isService()) {
      beforeServices(); // of another build, perhaps, than the running broker
    }
    start(part, number, port);
  }

  /** Also those that are not ready. */
  List<Instance> started() {
    synchronized (started) {
      return List.copyOf(started);
    }
  }

  private void beforeServices() {
    new BrokerJobs(servers).run();
    schemas.keepIn(servers.home()); // services migrate at their start
  }

  private void together(List<Part> parts) {
    Together.each(parts, part -> start(part, 1, part.port(servers.base())));
  }

  private void start(Part part, int number, int port) {
    long began = System.nanoTime();
    Server server = servers.of(part, number, port);
    server.prepare();
    Program program = server.program();
    ProcessId process = program.start();
    var instance = new Instance(part, number, port, process);
    started.add(instance);
    servers.home().started(instance);
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
}
