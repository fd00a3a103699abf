package io.longshore.modelserver.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory that this process may still take: the machine's and its control group's. */
final class MemoryRoom {
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path GROUP_MOST = Path.of("/sys/fs/cgroup/memory.max");
  private static final Path GROUP_NOW = Path.of("/sys/fs/cgroup/memory.current");
  private static final Path GROUP_PARTS = Path.of("/sys/fs/cgroup/memory.stat");

  private MemoryRoom() {}

  /**
   * Throws {@link EngineFailure.NoMemory} when cache and logits take more than is allowed or free.
   */
  static void check(EngineSettings settings, long cellBytes, int vocabulary) {
    long cache = cellBytes * settings.cells();
    long logits = 2L * settings.rows() * vocabulary * Float.BYTES; // computed, then kept
    boolean allowed = settings.memoryBytes() > 0;
    long room = allowed ? settings.memoryBytes() : bytes();
    if (cache + logits > room) {
      throw new EngineFailure.NoMemory(
          "the key-value cache of %,d tokens takes %,d bytes (%,d each) and %d rows of logits take %,d, but only %,d are %s: set fewer tokens or rows"
              .formatted(
                  settings.cells(),
                  cache,
                  cellBytes,
                  settings.rows(),
                  logits,
                  room,
                  allowed ? "allowed" : "free"));
    }
  }

  /** Bytes; {@link Long#MAX_VALUE} on a machine that does not say. */
  static long bytes() {
    return Math.min(machine(), group());
  }

  private static long machine() {
    try (var lines = Files.lines(MACHINE)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(Long.MAX_VALUE);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Pages of files count as taken, though they are given up when memory is wanted. */
  private static long group() {
    try (var parts = Files.lines(GROUP_PARTS)) {
      String most = Files.readString(GROUP_MOST).strip();
      if (most.equals("max")) {
        return Long.MAX_VALUE;
      }
      long files =
          parts
              .filter(line -> line.startsWith("inactive_file "))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum();
      long now = Long.parseLong(Files.readString(GROUP_NOW).strip());
      return Math.max(0, Long.parseLong(most) - now + files);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }
}
