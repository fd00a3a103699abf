package io.longshore.cli.evaluate.measure;

import java.util.Arrays;

/**
 * A number about a sample of cases; NaN when the sample doesn't tell. A case without a value (NaN)
 * doesn't count.
 */
@FunctionalInterface
public interface Statistic {
  /**
   * @param columns values of all cases by the name of what was measured
   * @param sample indexes of cases, some perhaps twice
   */
  double of(Columns columns, int[] sample);

  /** Of what was measured under a name. */
  static Statistic mean(String column) {
    return (columns, sample) ->
        Arrays.stream(known(columns, column, sample)).average().orElse(Double.NaN);
  }

  /** Of what was measured under a name: half of the cases are below it. */
  static Statistic median(String column) {
    return quantile(column, 0.5);
  }

  /**
   * Of what was measured under a name: so many of the cases are below it; between two of them
   * linearly.
   *
   * @param share 0 to 1
   */
  static Statistic quantile(String column, double share) {
    return (columns, sample) -> {
      double[] sorted = known(columns, column, sample);
      Arrays.sort(sorted);
      if (sorted.length == 0) {
        return Double.NaN;
      }
      double at = share * (sorted.length - 1);
      int below = (int) Math.floor(at);
      int above = (int) Math.ceil(at);
      return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    };
  }

  /**
   * F1 of finding the cases that have a property. NaN when none of the sample has it.
   *
   * @param said 1 where it was said that a case has it, else 0
   * @param truth 1 where it has it, else 0
   */
  static Statistic f1(String said, String truth) {
    return (columns, sample) -> {
      double[] claims = columns.column(said);
      double[] facts = columns.column(truth);
      int hits = 0;
      int claimed = 0;
      int having = 0;
      for (int i : sample) {
        if (!Double.isNaN(claims[i]) && !Double.isNaN(facts[i])) {
          hits += claims[i] > 0 && facts[i] > 0 ? 1 : 0;
          claimed += claims[i] > 0 ? 1 : 0;
          having += facts[i] > 0 ? 1 : 0;
        }
      }
      return having == 0 ? Double.NaN : 2.0 * hits / (claimed + having);
    };
  }

  private static double[] known(Columns columns, String column, int[] sample) {
    double[] values = columns.column(column);
    return Arrays.stream(sample)
        .mapToDouble(i -> values[i])
        .filter(v -> !Double.isNaN(v))
        .toArray();
  }
}
