package io.longshore.embedder.embedding;

import io.longshore.inference.encoder.LongReading;
import java.util.Optional;

/**
 * How a collection's texts become vectors, whatever the model.
 *
 * @param passageTokens of a passage's text at most
 * @param passages whether each is read alone or with what stands around it
 * @param documents what the vectors of a whole document are made of
 */
public record Recipe(int passageTokens, PassageMode passages, DocumentMode documents) {
  /** As people write it, such as {@code separate-128-passages}; no two recipes have the same. */
  public String id() {
    return "%s-%d-%s".formatted(passages.label(), passageTokens, documents.label());
  }

  /** How the model reads a document's text once more; empty when its passages are pooled. */
  public Optional<LongReading> documentReading() {
    return documents.longMode().map(mode -> new LongReading(mode, true));
  }
}
