package io.longshore.cli.stack;

import io.longshore.cli.Exit;
import io.longshore.models.language.LanguageModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Lists the parts. */
@Command(
    name = "status",
    description = "Lists the parts with process, port, state and memory.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class StatusCommand implements Callable<Integer> {
  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  /** What {@code --json} prints. */
  record Status(
      String home, List<Line> parts, @Nullable String note, @Nullable Language languageModel) {}

  /** The language model in use; {@code memoryMbMax} is its share of the model server's. */
  record Language(String name, long memoryMbMax, int contextTokens) {}

  /** One part; {@code name} carries the number of a further instance. */
  record Line(
      String name,
      @Nullable Long pid,
      @Nullable Integer port,
      String state,
      long rssMb,
      long pssMb) {}

  @Override
  public Integer call() {
    Home home = Home.ofEnvironment();
    List<Instance> running = home.running();
    var status =
        new Status(
            home.folder().toString(),
            lines(home, running),
            Models.note(home),
            Models.inUse(home).map(StatusCommand::language).orElse(null));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(status));
    } else {
      print(status, out);
    }
    return running.isEmpty() ? Exit.NOT_RUNNING : Exit.GOOD;
  }

  private static Language language(LanguageModel model) {
    return new Language(model.name(), model.memoryMegabytes(), model.context());
  }

  private static List<Line> lines(Home home, List<Instance> running) {
    var servers = new Servers(home, home.port());
    var lines = new ArrayList<Line>();
    for (Part part : Part.values()) {
      List<Instance> instances = running.stream().filter(i -> i.part() == part).toList();
      for (Instance i : instances) {
        Memory memory = Memory.ofTree(i.process().pid());
        boolean ready = servers.of(part, i.number(), i.port()).isReady();
        lines.add(
            new Line(
                i.label(),
                i.process().pid(),
                i.port(),
                ready ? "ready" : "not-ready",
                memory.rssMb(),
                memory.pssMb()));
      }
      if (instances.isEmpty()) {
        lines.add(new Line(part.label(), null, null, "stopped", 0, 0));
      }
    }
    return lines;
  }

  private static void print(Status status, PrintWriter out) {
    out.printf("%-14s %8s %6s %-10s %7s %7s%n", "part", "pid", "port", "state", "rss MB", "pss MB");
    for (Line line : status.parts()) {
      out.printf(
          "%-14s %8s %6s %-10s %7d %7d%n",
          line.name(),
          line.pid() == null ? "-" : line.pid(),
          line.port() == null ? "-" : line.port(),
          line.state(),
          line.rssMb(),
          line.pssMb());
    }
    out.printf(
        "%-14s %8s %6s %-10s %7d %7d%n",
        "together",
        "",
        "",
        "",
        status.parts().stream().mapToLong(Line::rssMb).sum(),
        status.parts().stream().mapToLong(Line::pssMb).sum());
    if (status.note() != null) {
      out.println(status.note());
    }
    Language language = status.languageModel();
    if (language != null) {
      out.printf(
          "%s, at most %d MB of the model server with a context of %d tokens%n",
          language.name(), language.memoryMbMax(), language.contextTokens());
    }
  }
}
