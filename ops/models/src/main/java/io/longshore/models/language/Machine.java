package io.longshore.models.language;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a language model finds on a machine.
 *
 * @param cores processors that this JVM may use
 * @param freeMegabytes memory that is free or can be freed
 */
record Machine(int cores, long freeMegabytes) {
  private static final long MB = 1_000_000;
  private static final long KIB = 1_024;

  /** This one, now; inside a container no more than its limit. */
  static Machine here() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Math.min(system.getTotalMemorySize(), available(system.getFreeMemorySize())) / MB);
  }

  boolean has(LanguageModel.Needs needs) {
    return cores >= needs.cores() && freeMegabytes >= needs.freeMegabytes();
  }

  @Override
  public String toString() {
    return "%d %s and %.1f GB free"
        .formatted(cores, cores == 1 ? "core" : "cores", freeMegabytes / 1_000.0);
  }

  /** Linux counts what caches would give back. */
  private static long available(long otherwise) {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      return otherwise;
    }
  }
}
