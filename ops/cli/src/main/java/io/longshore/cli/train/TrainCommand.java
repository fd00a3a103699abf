package io.longshore.cli.train;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Training. */
@Command(
    name = "train",
    description = "Trains on this machine what makes a fetched language model better.",
    mixinStandardHelpOptions = true,
    subcommands = TrainAnswersCommand.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class TrainCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "what? answers");
  }
}
