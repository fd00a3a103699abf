package io.longshore.modelserver;

import java.util.Arrays;

/** Of the rounds of a benchmark. */
public final class Median {
  private Median() {}

  /** The middle one; of an even number the greater of both. */
  public static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
