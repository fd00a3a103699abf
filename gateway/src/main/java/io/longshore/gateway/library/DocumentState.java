package io.longshore.gateway.library;

import java.util.Locale;

/** Where a document is on its way. */
public enum DocumentState {
  QUEUED,
  PARSING,
  EMBEDDING,
  READY,
  WAITING,
  FAILED,
  DELETING,
  DELETED;

  /** As it stands in JSON and in the row. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DocumentState of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** Whether nothing more comes by itself. */
  public boolean isLast() {
    return this == READY || this == FAILED || this == DELETED;
  }
}
