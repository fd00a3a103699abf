package io.longshore.cli.stack;

import io.longshore.cli.Exit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts one part, or a further instance of a service. */
@Command(
    name = "start",
    description = "Starts one part, or a further instance of a service.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class StartCommand implements Callable<Integer> {
  @Mixin private InstanceArgument instance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    new Stack(Home.ofEnvironment(), spec.commandLine().getOut()::println)
        .start(instance.part(), instance.number());
    return Exit.GOOD;
  }
}
