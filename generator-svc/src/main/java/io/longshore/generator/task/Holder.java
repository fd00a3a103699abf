package io.longshore.generator.task;

import java.time.Duration;
import java.util.UUID;

/**
 * Who holds leases.
 *
 * @param name one for each start of an instance
 * @param lease how long one lasts without being renewed
 */
record Holder(String name, Duration lease) {
  /** Of this start. */
  static Holder of(Duration lease) {
    return new Holder(UUID.randomUUID().toString(), lease);
  }
}
