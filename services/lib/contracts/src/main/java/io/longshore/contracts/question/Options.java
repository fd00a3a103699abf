package io.longshore.contracts.question;

/**
 * How to answer.
 *
 * @param goal SEARCH ends in the reranker with ranked passages, ANSWER in the generator
 * @param k how many passages a search returns
 */
public record Options(Goal goal, int k) {
  public static final int K_MAX = 50;

  public Options {
    if (k < 1 || k > K_MAX) {
      throw new IllegalArgumentException("k must be 1 to %d, not %d".formatted(K_MAX, k));
    }
  }

  /** What the asker wants. */
  public enum Goal {
    SEARCH,
    ANSWER
  }
}
