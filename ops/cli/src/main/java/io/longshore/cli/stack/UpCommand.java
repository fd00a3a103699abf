package io.longshore.cli.stack;

import io.longshore.cli.Exit;
import io.longshore.cli.NotRunning;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything. */
@Command(
    name = "up",
    description = "Starts every part that doesn't run yet.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class UpCommand implements Callable<Integer> {
  private static final int HIGHEST = 65_535 - Part.PORTS;

  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port of the HTTP API and the page; the parts take the nine after it.")
  private @Nullable Integer port;

  @Option(
      names = "--closed",
      description = "Asks everybody for a key, now and at every later start; makes the first key.")
  private boolean closed;

  @Option(
      names = "--open",
      description =
          "Undoes --closed: open to this machine without a key, now and at every later start.")
  private boolean open;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws NotRunning {
    if (port != null && (port < 1 || port > HIGHEST)) {
      throw new ParameterException(
          spec.commandLine(), "--port must be between 1 and %d".formatted(HIGHEST));
    }
    if (closed && open) {
      throw new ParameterException(spec.commandLine(), "--closed or --open?");
    }
    PrintWriter out = spec.commandLine().getOut();
    Home home = Home.ofEnvironment();
    var stack = new Stack(home, out::println);
    Optional<String> made = closed ? stack.close() : Optional.empty();
    if (open) {
      stack.open();
    }
    stack.up(port == null ? home.port() : port);
    out.println(
        home.key().isPresent()
            ? "It asks everybody for a key; these commands use the admin key in %s."
                .formatted(home.keyFile())
            : "It is open to everybody on this machine and to nobody else; ./longshore up --closed asks for keys.");
    made.ifPresent(key -> out.println("The admin key, shown this once: " + key));
    if (!Stack.hasPage()) {
      out.println(
          "The chat page is missing, because Node was not there to build it: install Node 20 or later and run ./longshore up again after ./longshore down.");
    }
    return Exit.GOOD;
  }
}
