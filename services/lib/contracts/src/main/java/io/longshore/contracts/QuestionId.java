package io.longshore.contracts;

import java.util.UUID;

/** Identity of a question and the answer that it leads to. */
public record QuestionId(UUID value) implements Id {
  public static QuestionId random() {
    return new QuestionId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static QuestionId of(String text) {
    return new QuestionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
