package io.longshore.cli.train;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program in ops/training: reads data with any Python, trains with an environment of its own.
 *
 * @param folder of the program
 * @param out where it says how far it is
 */
record TrainingProgram(Path folder, PrintWriter out) {
  private static final String PACKAGE = "longshore_training";
  private static final int SECONDS_TO_CLEAR_UP = 5;

  /** Whether it can make something of the data; says what, or what is wrong. */
  boolean takesData(List<String> arguments) {
    return ran(Python.onPath(), PACKAGE + ".check", arguments);
  }

  /** Makes the environment where it isn't there yet. */
  void prepare() {
    environment().prepare(out);
  }

  /** Trains; says on the way how far it is, or what is wrong. */
  boolean runs(List<String> arguments) {
    return ran(environment().python(), PACKAGE, arguments);
  }

  private Environment environment() {
    return Environment.of(folder.resolve("requirements.txt"), Python.onPath());
  }

  private boolean ran(Python python, String module, List<String> arguments) {
    var command = new ArrayList<>(List.of(python.command(), "-B", "-m", module));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      // Ctrl-C reaches it by itself; whoever ends this command otherwise ends it too
      var end = Thread.ofPlatform().unstarted(() -> end(process));
      Runtime.getRuntime().addShutdownHook(end);
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        said.lines().forEach(this::say);
        return process.waitFor() == 0;
      } finally {
        forget(end);
      }
    } catch (IOException e) {
      throw Folders.failure("run " + module, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while training.", e);
    }
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  /** It clears up behind itself, and what it says of that is still read. */
  private static void end(Process process) {
    boolean _ = process.toHandle().destroy();
    try {
      boolean _ = process.waitFor(SECONDS_TO_CLEAR_UP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread end) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // it is at work
    }
  }
}
