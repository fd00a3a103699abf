package io.longshore.local.process;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process, told apart from a later one with the same number by its start and by the machine's
 * boot.
 *
 * @param pid its number
 * @param started clock ticks from the machine's boot to its start (field 22 of /proc/pid/stat)
 * @param boot the machine's boot
 */
public record ProcessId(long pid, long started, String boot) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Duration KILL_BOUND = Duration.ofSeconds(5);

  /** The process that has this number now. */
  public static Optional<ProcessId> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean ended = fields[0].equals("Z") || fields[0].equals("X");
      return ended
          ? Optional.empty()
          : Optional.of(
              new ProcessId(pid, Long.parseLong(fields[19]), Files.readString(BOOT).strip()));
    } catch (IOException e) {
      return Optional.empty(); // it ended, perhaps while we were reading
    }
  }

  /** Program and arguments, each ended by a zero; empty when it ended or isn't ours to see. */
  public static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException e) {
      return "";
    }
  }

  public String commandLine() {
    return commandLine(pid);
  }

  public boolean runs() {
    return of(pid).filter(this::equals).isPresent();
  }

  /**
   * Asks the process to stop, waits, and kills it when it doesn't.
   *
   * @return whether it stopped by itself within the bound
   */
  public boolean stop(Signal signal, Duration bound) {
    if (!runs()) {
      return true;
    }
    send(signal);
    if (Await.until(() -> !runs(), bound)) {
      return true;
    }
    send(Signal.KILL);
    Await.until(() -> !runs(), KILL_BOUND);
    return false;
  }

  private void send(Signal signal) {
    try {
      new ProcessBuilder("kill", "-" + signal.name(), Long.toString(pid))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(KILL_BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      throw Folders.failure("signal process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("Interrupted while stopping process " + pid + ".", e);
    }
  }
}
