package io.longshore.local.process;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A program that runs in a session of its own: it outlives the one that started it and hears
 * nothing of its terminal.
 *
 * @param name what it is called in sentences
 * @param command program and arguments
 * @param environment added to the environment of the caller
 * @param log where its output is appended
 */
public record Program(
    String name, List<String> command, Map<String, String> environment, Path log) {
  private static final int SEARCHED_LINES = 60;
  private static final int SHOWN_LINES = 12;
  private static final int LINE_MAX = 600;

  /** What a JVM says while it records its start-up cache hides why it ended. */
  private static final Pattern NOISE = Pattern.compile("\\[cds[ ,\\]]");

  private static final int TAIL_BYTES = 1 << 18;

  /** Starts the program. */
  public ProcessId start() {
    Folders.madeFor(log);
    var builder = new ProcessBuilder(new java.util.ArrayList<>(command));
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      builder.command().addFirst("/usr/bin/setsid");
    }
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      return ProcessId.of(process.pid()).orElseThrow(() -> ended("ended at once"));
    } catch (IOException e) {
      throw Folders.failure("start " + name, e);
    }
  }

  /** Waits until the started program is ready; ends it when it isn't in time. */
  public void awaitReady(ProcessId started, BooleanSupplier ready, Duration bound) {
    boolean settled = Await.until(() -> !started.runs() || ready.getAsBoolean(), bound);
    if (settled && started.runs()) {
      return;
    }
    if (settled) {
      throw ended("ended before it was ready");
    }
    started.stop(Signal.KILL, Duration.ZERO);
    throw ended("was not ready within " + bound.toSeconds() + " s");
  }

  /** Runs the program to its end, which must be a good one. */
  public void run(Duration bound) {
    run(bound, bound, () -> {});
  }

  /**
   * Runs the program to its end, which must be a good one.
   *
   * @param meanwhile done again and again while it runs, on the caller's thread
   */
  public void run(Duration bound, Duration every, Runnable meanwhile) {
    Folders.madeFor(log);
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      awaitEnd(process, bound, every, meanwhile);
    } catch (IOException e) {
      throw Folders.failure("run " + name, e);
    }
  }

  private void awaitEnd(Process process, Duration bound, Duration every, Runnable meanwhile) {
    long last = System.nanoTime() + bound.toNanos();
    try {
      while (!process.waitFor(every.toMillis(), TimeUnit.MILLISECONDS)) {
        if (System.nanoTime() >= last) {
          kill(process);
          throw ended("did not end within " + bound.toSeconds() + " s");
        }
        meanwhile.run();
      }
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while running " + name + ".", e);
    }
    if (process.exitValue() != 0) {
      throw ended("ended with code " + process.exitValue());
    }
  }

  /** With what it started: a program may be called through a script. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private LocalFailure ended(String how) {
    List<String> lines =
        tail(log, SEARCHED_LINES).lines().filter(line -> !NOISE.matcher(line).find()).toList();
    if (lines.stream().anyMatch(line -> line.contains("No space left on device"))) {
      return new LocalFailure(name + " " + how + ": the disk is full, make room.");
    }
    String end =
        lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()).stream()
            .map(line -> "    " + line.substring(0, Math.min(line.length(), LINE_MAX)))
            .collect(Collectors.joining("\n"));
    return new LocalFailure("%s %s; the end of its log %s:\n%s".formatted(name, how, log, end));
  }

  /** The last lines of a log. */
  public static String tail(Path log, int lines) {
    try (var channel = Files.newByteChannel(log, StandardOpenOption.READ)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      var bytes = java.nio.ByteBuffer.allocate(TAIL_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until full or at the end
      }
      List<String> all =
          new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
