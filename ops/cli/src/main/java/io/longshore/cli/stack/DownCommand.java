package io.longshore.cli.stack;

import io.longshore.cli.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything. */
@Command(
    name = "down",
    description = "Stops every part; what was taken in stays.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DownCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    new Stack(Home.ofEnvironment(), spec.commandLine().getOut()::println).down();
    return Exit.GOOD;
  }
}
