package io.longshore.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Memory of a process with all its descendants, in MB.
 *
 * @param rssMb resident; pages that processes share count once for each
 * @param pssMb proportional: shared pages are divided among those that share them
 */
record Memory(long rssMb, long pssMb) {
  private static final long KB = 1024;

  static Memory ofTree(long pid) {
    Memory kilobytes =
        pids(pid)
            .mapToObj(Memory::kilobytes)
            .reduce(new Memory(0, 0), (a, b) -> new Memory(a.rssMb + b.rssMb, a.pssMb + b.pssMb));
    return new Memory(kilobytes.rssMb / KB, kilobytes.pssMb / KB);
  }

  private static LongStream pids(long pid) {
    return LongStream.concat(
        LongStream.of(pid),
        ProcessHandle.of(pid).stream()
            .flatMap(ProcessHandle::descendants)
            .mapToLong(ProcessHandle::pid));
  }

  private static Memory kilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      long rss = 0;
      long pss = 0;
      for (String line : lines.toList()) {
        if (line.startsWith("Rss:")) {
          rss = value(line);
        } else if (line.startsWith("Pss:")) {
          pss = value(line);
        }
      }
      return new Memory(rss, pss);
    } catch (IOException | java.io.UncheckedIOException e) {
      return new Memory(0, 0); // it ended
    }
  }

  private static long value(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }
}
