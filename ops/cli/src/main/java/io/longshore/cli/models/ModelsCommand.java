package io.longshore.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Language models, and encoders that somebody brings. */
@Command(
    name = "models",
    description =
        "Language models: what there is, fetching, choosing. An encoder of your own: encoder.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ModelsListCommand.class,
      ModelsFetchCommand.class,
      ModelsUseCommand.class,
      ModelsEncoderCommand.class
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ModelsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, fetch, use or encoder?");
  }
}
