package io.longshore.contracts;

import java.util.UUID;

/** Identity of a document across all its versions. */
public record DocumentId(UUID value) implements Id {
  public static DocumentId random() {
    return new DocumentId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static DocumentId of(String text) {
    return new DocumentId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
