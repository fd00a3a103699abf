package io.longshore.cli.stack;

import io.longshore.local.Folders;
import io.longshore.local.kafka.Accounts;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Topics and rights of a stack's broker, made by the jobs that make them in a cluster. The broker
 * keeps them, so another build or other settings are what they are done again for.
 */
record BrokerJobs(Servers servers) {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final List<String> ADDING = List.of("topics", "acls");
  private static final List<String> ALL = List.of("topics", "acls", "contract-acls");
  private static final String SETTINGS = "LONGSHORE_TOPICS_";

  void run() {
    Home home = servers.home();
    Path done = home.data("kafka").resolve("jobs");
    Program jobs = program(now());
    List<String> enough = List.of(written(jobs), written(program(ALL)));
    try {
      if (!Files.exists(done) || !enough.contains(Files.readString(done))) {
        jobs.run(BOUND);
        Files.writeString(done, written(jobs));
      }
    } catch (IOException e) {
      throw Folders.failure("keep " + done, e);
    }
  }

  /** A service that runs may be of a build before: nothing is taken from it. */
  List<String> now() {
    boolean alone = servers.home().running().stream().noneMatch(one -> one.part().isService());
    return alone ? ALL : ADDING;
  }

  private Program program(List<String> jobs) {
    Path log = servers.home().log("topics");
    return new JvmServer(Part.GATEWAY, 0, servers.broker(Accounts.OPERATOR), log).jobs(jobs);
  }

  private static String written(Program jobs) {
    List<String> command = jobs.command();
    return command.subList(command.indexOf("-jar"), command.size()) + " " + settings();
  }

  private static Map<String, String> settings() {
    var all = new TreeMap<>(System.getenv());
    all.keySet().removeIf(name -> !name.startsWith(SETTINGS));
    return all;
  }
}
