package io.longshore.reranker.evidence;

import java.util.Arrays;

/** Scores that don't share a scale, made comparable. */
final class Standardised {
  private Standardised() {}

  /** The z-scores of some values; zeros where they are all equal. */
  static double[] of(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = variance < 1e-18 ? 1 : Math.sqrt(variance);
    return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
  }
}
