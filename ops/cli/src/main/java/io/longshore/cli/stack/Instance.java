package io.longshore.cli.stack;

import io.longshore.local.process.ProcessId;

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
    return process.commandLine().contains(BootJar.RECORD);
  }

  static String label(Part part, int number) {
    return number == 1 ? part.label() : part.label() + "-" + number;
  }
}
