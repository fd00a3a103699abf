package io.longshore.cli.evaluate.frame;

import io.longshore.cli.evaluate.measure.Bootstrap;
import io.longshore.cli.evaluate.measure.Columns;
import io.longshore.cli.evaluate.measure.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What was measured, as metrics of each slice with their intervals. */
final class Analysis {
  private final List<Metric> metrics;
  private final Map<String, Bootstrap> slices = new LinkedHashMap<>();

  Analysis(List<? extends Case> cases, List<Metric> metrics, long seed) {
    this.metrics = List.copyOf(metrics);
    var names = new TreeSet<String>();
    cases.forEach(one -> names.addAll(one.slices()));
    for (String slice : names) {
      int[] members =
          IntStream.range(0, cases.size())
              .filter(i -> cases.get(i).slices().contains(slice))
              .toArray();
      slices.put(slice, new Bootstrap(members, seed));
    }
  }

  /** Of one arm. */
  Map<String, Interval> of(Columns arm) {
    return each((bootstrap, metric) ->
        metric.isOfCases()
            ? bootstrap.of(metric.statistic(), arm)
            : bootstrap.once(metric.statistic(), arm));
  }

  /** Of each pair of arms, the later one less the earlier. */
  Map<String, Map<String, Interval>> differences(Map<String, Columns> arms) {
    var differences = new LinkedHashMap<String, Map<String, Interval>>();
    var names = new ArrayList<>(arms.keySet());
    for (int other = 0; other < names.size(); other++) {
      for (int one = other + 1; one < names.size(); one++) {
        Columns left = arms.getOrDefault(names.get(one), new Columns(List.of()));
        Columns right = arms.getOrDefault(names.get(other), new Columns(List.of()));
        differences.put(
            names.get(one) + " - " + names.get(other),
            each((bootstrap, metric) ->
                metric.isOfCases()
                    ? bootstrap.difference(metric.statistic(), left, right)
                    : Interval.UNKNOWN));
      }
    }
    return differences;
  }

  private Map<String, Interval> each(Measured measured) {
    var all = new LinkedHashMap<String, Interval>();
    slices.forEach((slice, bootstrap) ->
        metrics.forEach(metric -> {
          var interval = measured.of(bootstrap, metric);
          if (interval.isKnown()) {
            all.put(slice + metric.name(), interval);
          }
        }));
    return all;
  }

  private interface Measured {
    Interval of(Bootstrap bootstrap, Metric metric);
  }
}
