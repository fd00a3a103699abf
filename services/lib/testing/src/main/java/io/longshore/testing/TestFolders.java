package io.longshore.testing;

import io.longshore.local.Folders;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporary folders of servers that tests start. Each says which JVM it belongs to and which server
 * works in it, so that the next run can clear away what a killed one left, the server too.
 */
public final class TestFolders {
  /** In each folder; first the JVM, then its servers: pid, start, boot. */
  private static final String PROCESSES = "processes";

  private static final Duration STOP_BOUND = Duration.ofSeconds(5);

  /** A folder that names nobody may be just being made. */
  private static final Duration NAMELESS = Duration.ofHours(1);

  private final Path parent;

  TestFolders(Path parent) {
    this.parent = parent;
  }

  /** Those of this machine. */
  public static TestFolders temporary() {
    return new TestFolders(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /**
   * A new folder of this JVM, whose name begins with the prefix. Others of that prefix whose JVM
   * has ended are removed, and the servers in them ended.
   */
  public Path make(String prefix) {
    sweep(prefix);
    try {
      Path folder = Files.createTempDirectory(parent, prefix);
      ProcessId.of(ProcessHandle.current().pid()).ifPresent(jvm -> note(folder, jvm));
      return folder;
    } catch (IOException e) {
      throw Folders.failure("make a temporary folder", e);
    }
  }

  /** Says that a server works in the folder. */
  public static void note(Path folder, ProcessId process) {
    try {
      Files.writeString(
          folder.resolve(PROCESSES),
          "%d %d %s\n".formatted(process.pid(), process.started(), process.boot()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Folders.failure("write in " + folder, e);
    }
  }

  private void sweep(String prefix) {
    var left = new ArrayList<Path>();
    try (var folders = Files.newDirectoryStream(parent, prefix + "*")) {
      folders.forEach(left::add);
      left.removeIf(folder -> isInUse(folder));
    } catch (IOException e) {
      throw Folders.failure("look through " + parent, e);
    }
    left.forEach(TestFolders::remove);
  }

  private static boolean isInUse(Path folder) {
    List<ProcessId> processes = processes(folder);
    try {
      return processes.isEmpty()
          ? Files.getLastModifiedTime(folder).toInstant().isAfter(Instant.now().minus(NAMELESS))
          : processes.getFirst().runs();
    } catch (IOException e) {
      return true; // another run removes it
    }
  }

  private static void remove(Path folder) {
    try {
      processes(folder).forEach(process -> process.stop(Signal.KILL, STOP_BOUND));
      Folders.remove(folder);
    } catch (LocalFailure e) {
      // Another run removes it, or it is not ours to remove: no reason for a test to fail.
    }
  }

  private static List<ProcessId> processes(Path folder) {
    try {
      return Files.readAllLines(folder.resolve(PROCESSES)).stream()
          .map(line -> line.split(" ", -1))
          .filter(parts -> parts.length == 3)
          .map(p -> new ProcessId(Long.parseLong(p[0]), Long.parseLong(p[1]), p[2]))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
