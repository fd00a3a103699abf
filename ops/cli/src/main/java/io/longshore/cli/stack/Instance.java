package io.longshore.cli.stack;

import io.longshore.local.process.ProcessId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One running copy of a part.
 *
 * @param part which
 * @param number from 1
 * @param port where it listens
 * @param process its process
 */
record Instance(Part part, int number, int port, ProcessId process) {
  String label() {
    return label(part, number);
  }

  /** Whether its end takes longer, this once. */
  boolean recordsCache() {
    return recordedCache().isPresent();
  }

  /** The start-up cache that its end records; none where it has one already. */
  Optional<Path> recordedCache() {
    return Stream.of(process.commandLine().split("\0", -1))
        .filter(argument -> argument.startsWith(BootJar.RECORD))
        .map(argument -> Path.of(argument.substring(BootJar.RECORD.length())))
        .findFirst();
  }

  static String label(Part part, int number) {
    return number == 1 ? part.label() : part.label() + "-" + number;
  }
}
