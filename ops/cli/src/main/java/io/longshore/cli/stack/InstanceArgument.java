package io.longshore.cli.stack;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which part, and which copy of it: the arguments of every command about one process. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InstanceArgument {
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
  private int number;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The part, once it is sure that it can have this many copies. */
  Part part() {
    if (number < 1 || (number > 1 && !part.isService())) {
      throw new ParameterException(
          command.commandLine(), "only services have further instances, counted from 1");
    }
    return part;
  }

  int number() {
    return number;
  }
}
