package io.longshore.cli.evaluate.frame;

import io.longshore.cli.evaluate.measure.Statistic;

/**
 * What is reported of the cases of an arm.
 *
 * @param name with its unit, where it is no share of one
 */
public record Metric(String name, Statistic statistic) {}
