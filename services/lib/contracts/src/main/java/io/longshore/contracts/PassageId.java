package io.longshore.contracts;

import java.util.UUID;

/** Identity of a span that is indexed, stable within one version of a document. */
public record PassageId(UUID value) implements Id {
  public static PassageId random() {
    return new PassageId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static PassageId of(String text) {
    return new PassageId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
