package io.longshore.contracts.embedding;

import java.util.List;

/**
 * The vectors of a request's texts, in their order.
 *
 * @param model name of the weights, such as {@code multilingual-e5-small}
 * @param generation key of the vectors: those of different generations are never compared
 * @param window tokens that the model reads at once, with prefix and special tokens
 */
public record Embedded(String model, String generation, int window, List<TextVector> vectors) {
  public Embedded {
    vectors = List.copyOf(vectors);
  }
}
