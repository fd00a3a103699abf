package io.longshore.embedder.lexical;

/**
 * BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) with the idf that
 * never is negative.
 */
final class Bm25 {
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  private Bm25() {}

  /** How much a term tells that stands in {@code documentFrequency} of {@code passages}. */
  static double idf(long passages, long documentFrequency) {
    return Math.log1p((passages - documentFrequency + 0.5) / (documentFrequency + 0.5));
  }

  /** What {@code frequency} occurrences in a text of {@code length} terms count, below K1 + 1. */
  static double saturation(int frequency, long length, double averageLength) {
    double norm = K1 * (1 - B + B * length / averageLength);
    return frequency * (K1 + 1) / (frequency + norm);
  }
}
