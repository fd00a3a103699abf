package io.longshore.contracts;

import java.util.UUID;

/** Identity of something derived from turns or documents. */
public record MemoryId(UUID value) implements Id {
  public static MemoryId random() {
    return new MemoryId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static MemoryId of(String text) {
    return new MemoryId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
