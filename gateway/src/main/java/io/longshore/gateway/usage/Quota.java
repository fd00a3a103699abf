package io.longshore.gateway.usage;

import java.util.Locale;

/** What is counted and may be limited. */
public enum Quota {
  /** By the minute. */
  REQUESTS,
  /** That models read and wrote, by the day. */
  TOKENS,
  /** Handed in, by the day. */
  BYTES;

  /** As headers say it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
