package io.longshore.cli;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Maven on the sources, the one that the script found. */
public final class Maven {
  private Maven() {}

  /**
   * @param arguments goals, options
   * @param log where its output goes
   * @return whether it came to a good end
   */
  public static boolean succeeds(List<String> arguments, Path log) {
    var builder =
        new ProcessBuilder(command(arguments))
            .directory(Folders.sources().toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    try {
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      throw Folders.failure("run " + builder.command().getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
    }
  }

  /** The whole command line. */
  public static List<String> command(List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Map.copyOf(System.getenv()).getOrDefault("LONGSHORE_MVN", "mvn"));
    command.addAll(List.of("--batch-mode", "--no-transfer-progress"));
    command.addAll(arguments);
    return command;
  }
}
