package io.longshore.cli.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param arm what was measured
 * @param metric with its unit last, as {@code tokens_per_s}; {@code of_<arm>} is a ratio of speeds
 * @param goal what it should reach at least; null where nothing is asked of it
 */
record Figure(String arm, String metric, double value, @Nullable Double goal) {
  Figure {
    if (arm.isBlank() || metric.isBlank() || !Double.isFinite(value)) {
      throw new IllegalArgumentException("%s %s %f is no figure".formatted(arm, metric, value));
    }
  }

  boolean isMissed() {
    return goal != null && value < goal;
  }
}
