package io.longshore.cli.verify;

import io.longshore.cli.Exit;
import io.longshore.cli.Maven;
import io.longshore.cli.stack.TestStack;
import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the sources. */
@Command(
    name = "verify",
    description = "Builds with every gate and runs the tests, beside a running Longshore.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
  /** How a check ends that says that a program which it needs is missing. */
  private static final int NOT_CHECKED = 3;

  @Option(
      names = "--full",
      description = "All journeys, faults, conformance, the browser and the chart too.")
  private boolean full;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long began = System.nanoTime();
    boolean good;
    Path sources = Folders.sources();
    try (TestStack stack = TestStack.start(this::say)) {
      good = run(sources, maven(stack), Map.of("LONGSHORE_BUILT", "true"));
    }
    Path page = sources.resolve("gateway/ui");
    if (Files.isDirectory(page.resolve("node_modules"))) {
      good &= run(page, List.of("npm", "test", "--silent"), Map.of());
    } else {
      say("The page's tests are skipped, because Node was not there to build it.");
    }
    if (full) {
      int chart = exitOf(sources, List.of("ops/checks/chart.sh"), Map.of());
      good &= chart == 0 || chart == NOT_CHECKED;
      if (chart == NOT_CHECKED) {
        say("The chart was not checked.");
      }
    }
    var time = Duration.ofNanos(System.nanoTime() - began);
    say(
        "verify: %s after %d:%02d min"
            .formatted(good ? "good" : "FAILED", time.toMinutes(), time.toSecondsPart()));
    return good ? Exit.GOOD : Exit.SOME_FAILED;
  }

  private List<String> maven(TestStack stack) {
    var arguments = new ArrayList<>(List.of("--fail-at-end", "verify"));
    if (full) {
      arguments.add("-Dfull");
    }
    stack.properties().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
    return Maven.command(arguments);
  }

  private boolean run(Path folder, List<String> command, Map<String, String> environment) {
    return exitOf(folder, command, environment) == 0;
  }

  private int exitOf(Path folder, List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    builder.environment().putAll(environment);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw Folders.failure("run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted.", e);
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
  }
}
