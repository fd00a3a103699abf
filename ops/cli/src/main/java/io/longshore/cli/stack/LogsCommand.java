package io.longshore.cli.stack;

import io.longshore.cli.Exit;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows a part's log. */
@Command(
    name = "logs",
    description = "Shows the end of a part's log.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LogsCommand implements Callable<Integer> {
  @Mixin private InstanceArgument instance;

  @Option(
      names = "--lines",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on until Ctrl-C.")
  private boolean follow;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Part part = instance.part();
    Path log = Home.ofEnvironment().log(Instance.label(part, instance.number()));
    if (!Files.exists(log)) {
      throw new LocalFailure(
          "%s has no log yet: ./longshore up starts it.".formatted(part.label()));
    }
    if (follow) {
      return follow(log);
    }
    spec.commandLine().getOut().println(Program.tail(log, lines));
    return Exit.GOOD;
  }

  private int follow(Path log) {
    try {
      return new ProcessBuilder("tail", "-n", Integer.toString(lines), "-F", log.toString())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw Folders.failure("follow " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Exit.GOOD;
    }
  }
}
