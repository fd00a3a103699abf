package io.longshore.cli.dlq;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Dead letters. Talks to the broker itself: they matter most when the gateway does not answer, and
 * on a cluster it is the broker that knows who is an operator.
 */
@Command(
    name = "dlq",
    description = "Dead letters: what could not be worked on.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DlqListCommand.class,
      DlqShowCommand.class,
      DlqReplayCommand.class,
      DlqDropCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DlqCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, show, replay or drop?");
  }
}
