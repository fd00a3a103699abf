package io.longshore.cli.stack;

import io.longshore.cli.Exit;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Stops one part or one instance of a service. */
@Command(
    name = "stop",
    description = "Stops one part or one instance of a service.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class StopCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PART",
      description = "One of ${COMPLETION-CANDIDATES}.",
      converter = PartArgument.class,
      completionCandidates = PartArgument.class)
  private Part part;

  @Option(
      names = "--instance",
      paramLabel = "N",
      description = "Which copy of a service, from 1 on.",
      defaultValue = "1")
  private int instance;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (instance < 1 || (instance > 1 && !part.isService())) {
      throw new ParameterException(
          spec.commandLine(), "only services have further instances, counted from 1");
    }
    PrintWriter out = spec.commandLine().getOut();
    new Stack(Home.ofEnvironment(), out::println).stop(part, instance);
    out.flush();
    return Exit.GOOD;
  }
}
