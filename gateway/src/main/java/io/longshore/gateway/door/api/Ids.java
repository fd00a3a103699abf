package io.longshore.gateway.door.api;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.QuestionId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Ids as clients write them. What is no id names nothing: 404, as for an unknown one. */
final class Ids {
  private static final int UUID_CHARS = 36;
  private static final Pattern KEY = Pattern.compile("[0-9A-Za-z]{8}");

  private Ids() {}

  static DocumentId document(String text) {
    return get("document", text, DocumentId::new);
  }

  static QuestionId answer(String text) {
    return get("answer", text, QuestionId::new);
  }

  static ConversationId conversation(String text) {
    return get("conversation", text, ConversationId::new);
  }

  /** Whether it may be the prefix of a key. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  static <T> Optional<T> parse(String text, Function<UUID, T> id) {
    if (text.length() != UUID_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.of(id.apply(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static <T> T get(String what, String text, Function<UUID, T> id) {
    return parse(text, id)
        .orElseThrow(() ->
            ApiProblem.of(
                HttpStatus.NOT_FOUND,
                what + "-not-found",
                "There is no %s with this id.".formatted(what)));
  }
}
