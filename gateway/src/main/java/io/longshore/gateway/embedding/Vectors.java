package io.longshore.gateway.embedding;

import java.util.List;

/**
 * The vectors of a call's texts.
 *
 * @param model name of the weights
 * @param generation key of the vectors: those of different generations are never compared
 * @param vectors in the order of the texts
 */
public record Vectors(String model, String generation, List<Vector> vectors) {
  public Vectors {
    vectors = List.copyOf(vectors);
  }

  /**
   * Of one text.
   *
   * @param values of length 1
   * @param tokensSeen what the model read, with prefix and special tokens
   * @param tokensGiven what the text had; more than {@code tokensSeen} when it was cut
   */
  @SuppressWarnings("ArrayRecordComponent") // written out once, never shared
  public record Vector(float[] values, int tokensSeen, int tokensGiven) {}
}
