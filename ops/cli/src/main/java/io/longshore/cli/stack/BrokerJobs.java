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
  private static final String SETTINGS = "LONGSHORE_TOPICS_";

  void run() {
    Home home = servers.home();
    Program jobs =
        new JvmServer(Part.GATEWAY, 0, servers.broker(Accounts.OPERATOR), home.log("topics"))
            .jobs(List.of("topics", "acls", "contract-acls"));
    Path done = home.data("kafka").resolve("jobs");
    List<String> command = jobs.command();
    String these = command.subList(command.indexOf("-jar"), command.size()) + " " + settings();
    try {
      if (!Files.exists(done) || !Files.readString(done).equals(these)) {
        jobs.run(BOUND);
        Files.writeString(done, these);
      }
    } catch (IOException e) {
      throw Folders.failure("keep " + done, e);
    }
  }

  private static Map<String, String> settings() {
    var all = new TreeMap<>(System.getenv());
    all.keySet().removeIf(name -> !name.startsWith(SETTINGS));
    return all;
  }
}
