package io.longshore.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures speed. */
@Command(
    name = "bench",
    description =
        "Measures how fast embedding, importing and searching are, beside what they compete with.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchEmbedCommand.class, BenchImportCommand.class, BenchSearchCommand.class})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing what to measure.");
  }
}
