package io.longshore.inference.generation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a text is written.
 *
 * @param maxTokens at most
 * @param temperature 0: the likeliest token each time
 * @param stop texts that end it and are not part of it
 * @param copy what it may consist of; null: anything
 */
public record Sampling(
    int maxTokens, double temperature, List<String> stop, @Nullable Sources copy) {
  public static final int TOKENS_MAX = 4_096;

  public Sampling {
    stop = List.copyOf(stop);
    if (maxTokens < 1 || maxTokens > TOKENS_MAX) {
      throw new IllegalArgumentException(
          "max-tokens is 1 to %d, not %d".formatted(TOKENS_MAX, maxTokens));
    }
    if (!(temperature >= 0 && temperature <= 2)) {
      throw new IllegalArgumentException("temperature is 0 to 2, not " + temperature);
    }
  }

  /** The likeliest text. */
  public static Sampling greedy(int maxTokens, List<String> stop) {
    return new Sampling(maxTokens, 0, stop, null);
  }

  /** With nothing but spans of these. */
  public Sampling copying(Sources sources) {
    return new Sampling(maxTokens, temperature, stop, sources);
  }

  /**
   * Copy-constrained decoding: only token spans of the texts can be written, from word border to
   * word border.
   *
   * @param spans at most
   * @param separator between two of them
   * @param refusal what may be said instead, as a whole; null: nothing
   */
  public record Sources(List<String> texts, int spans, String separator, @Nullable String refusal) {
    public Sources {
      texts = List.copyOf(texts);
      if (texts.isEmpty() || spans < 1) {
        throw new IllegalArgumentException("Nothing could be copied");
      }
    }
  }
}
