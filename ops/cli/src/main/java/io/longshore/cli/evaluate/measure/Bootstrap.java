package io.longshore.cli.evaluate.measure;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap (Efron 1979): how far a value goes when the cases had been drawn otherwise.
 * All values of one object see the same samples, so differences of two of them are paired.
 */
public final class Bootstrap {
  public static final int RESAMPLES = 2_000;

  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;

  private final int[] all;
  private final int[][] samples;

  /**
   * @param cases indexes to draw from
   * @param seed the same one draws the same samples
   */
  public Bootstrap(int[] cases, long seed) {
    this(cases, seed, RESAMPLES);
  }

  Bootstrap(int[] cases, long seed, int resamples) {
    var random = new SplittableRandom(seed);
    all = cases.clone();
    samples = new int[cases.length == 0 ? 0 : resamples][];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = random.ints(cases.length, 0, cases.length).map(at -> cases[at]).toArray();
    }
  }

  /** The value of all cases with its interval. */
  public Interval of(Statistic statistic, Columns columns) {
    return interval(sample -> statistic.of(columns, sample));
  }

  /** The value of all cases alone. */
  public Interval once(Statistic statistic, Columns columns) {
    double value = statistic.of(columns, all);
    return new Interval(value, value, value);
  }

  /** The value of the one less that of the other, over the same cases. */
  public Interval difference(Statistic statistic, Columns one, Columns other) {
    return interval(sample -> statistic.of(one, sample) - statistic.of(other, sample));
  }

  private Interval interval(ToDoubleFunction<int[]> value) {
    double whole = all.length == 0 ? Double.NaN : value.applyAsDouble(all);
    if (Double.isNaN(whole)) {
      return Interval.UNKNOWN;
    }
    double[] drawn =
        Arrays.stream(samples)
            .mapToDouble(value)
            .filter(one -> !Double.isNaN(one))
            .sorted()
            .toArray();
    return new Interval(whole, quantile(drawn, LOW, whole), quantile(drawn, HIGH, whole));
  }

  /** Between two values linearly. */
  private static double quantile(double[] sorted, double share, double otherwise) {
    if (sorted.length == 0) {
      return otherwise;
    }
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = (int) Math.ceil(at);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
