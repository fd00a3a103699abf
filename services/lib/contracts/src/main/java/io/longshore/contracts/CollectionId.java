package io.longshore.contracts;

import java.util.UUID;

/** Identity of a named set of documents. */
public record CollectionId(UUID value) implements Id {
  public static CollectionId random() {
    return new CollectionId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static CollectionId of(String text) {
    return new CollectionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
