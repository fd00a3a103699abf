package io.longshore.cli.evaluate.frame;

import io.longshore.cli.evaluate.measure.Statistic;

/**
 * What is reported of the cases of an arm.
 *
 * @param name with its unit, where it is no share of one
 * @param isOfCases whether it differs from case to case; what is measured once has neither an
 *     interval nor differences
 */
public record Metric(String name, Statistic statistic, boolean isOfCases) {
  public Metric(String name, Statistic statistic) {
    this(name, statistic, true);
  }

  /** What was measured once for all cases, and stands at each of them. */
  public static Metric once(String name, String column) {
    return new Metric(name, Statistic.mean(column), false);
  }
}
