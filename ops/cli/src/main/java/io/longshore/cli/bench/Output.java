package io.longshore.cli.bench;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every measuring has: where figures go, and the limits of its numbers. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Output {
  @Option(names = "--json", paramLabel = "FILE", description = "Also the figures as JSON.")
  private @Nullable Path json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** A number that is asked for is within its limits, or the call is refused. */
  void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }

  void write(Report report) {
    spec.commandLine().getOut().print(report.table());
    spec.commandLine().getOut().flush();
    if (json != null) {
      try {
        Folders.madeFor(json.toAbsolutePath());
        Files.writeString(json, report.json());
      } catch (IOException e) {
        throw Folders.failure("write " + json, e);
      }
    }
  }
}
