package io.longshore.embedder.generations;

import io.longshore.embedder.embedding.Recipe;
import io.longshore.inference.encoder.EncoderInfo;
import org.jspecify.annotations.Nullable;

/**
 * What the vectors of a source were made with.
 *
 * @param no names its table of vectors
 * @param key the encoder's own generation, the size of passages, and how documents are read
 */
public record Generation(int no, String key, Recipe recipe) {
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Generation one && one.no == no;
  }

  @Override
  public int hashCode() {
    return no;
  }

  /** Whether its vectors can be compared with those that a model makes. */
  public boolean isOf(EncoderInfo model) {
    return key.startsWith(model.generation() + "/");
  }
}
