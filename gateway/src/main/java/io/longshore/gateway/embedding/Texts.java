package io.longshore.gateway.embedding;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.contracts.embedding.TextKind;
import io.longshore.gateway.library.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that somebody wants the vectors of.
 *
 * @param texts 1 to {@value #COUNT_MAX}, none without words
 * @param mode what happens to one that is longer than the model's window
 * @param model the encoder's name; null for that of the index
 * @param truncate whether such a text may be cut; else none of the call is embedded
 */
public record Texts(
    List<String> texts, TextKind kind, LongMode mode, @Nullable String model, boolean truncate) {
  public static final int COUNT_MAX = 2_048;

  /** Checks and cleans what a client said. */
  public Texts {
    if (texts.isEmpty()) {
      throw EmbeddingProblem.badRequest("input-empty", "input holds no text.");
    }
    if (texts.size() > COUNT_MAX) {
      throw EmbeddingProblem.tooLarge(
          "too-many-texts",
          "input holds %d texts, a call takes %d. Send them in several calls."
              .formatted(texts.size(), COUNT_MAX));
    }
    var clean = new ArrayList<String>(texts.size());
    for (String text : texts) {
      clean.add(checked(Names.storable(text), clean.size()));
    }
    texts = List.copyOf(clean);
  }

  private static String checked(String text, int index) {
    if (text.isBlank()) {
      throw EmbeddingProblem.badRequest("input-empty", "input[%d] has no words.".formatted(index));
    }
    int bytes = Part.bytes(text);
    if (bytes > Part.TEXT_BYTES_MAX) {
      throw EmbeddingProblem.tooLarge(
          "text-too-long",
          "input[%d] takes %d bytes on its way, at most %d do. Send it in pieces, or hand it in as a document."
              .formatted(index, bytes, Part.TEXT_BYTES_MAX));
    }
    return text;
  }
}
