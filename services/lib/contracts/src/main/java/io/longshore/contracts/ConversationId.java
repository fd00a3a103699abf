package io.longshore.contracts;

import java.util.UUID;

/** Identity of a sequence of turns. */
public record ConversationId(UUID value) implements Id {
  public static ConversationId random() {
    return new ConversationId(UUID.randomUUID());
  }

  /**
   * @throws IllegalArgumentException when the text is no UUID
   */
  public static ConversationId of(String text) {
    return new ConversationId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
