package io.longshore.cli.evaluate.report;

import io.longshore.cli.evaluate.frame.Result;
import io.longshore.cli.evaluate.measure.Interval;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A result for programs: {@code {"suite","data","split","n","seed","commit","model","arms",
 * "differences","unread"}}. An arm is an object of metrics, each {@code {"value","low","high"}}
 * with the bounds of its 95 % interval, or {@code {"skipped": reason}}; a difference is such an
 * object by {@code "one - other"}. Fields are only ever added.
 */
public final class ResultJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Digits behind the point: finer is noise. */
  private static final double DIGITS = 1e6;

  private ResultJson() {}

  public static String of(Result result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("suite", result.suite());
    root.put("data", result.data());
    root.put("split", result.split().text());
    root.put("n", result.n());
    root.put("seed", result.seed());
    root.put("commit", result.commit());
    root.put("model", result.model());
    ObjectNode arms = root.putObject("arms");
    result
        .arms()
        .forEach((name, arm) -> {
          switch (arm) {
            case Result.Ran ran -> arms.set(name, metrics(ran.metrics()));
            case Result.Skipped skipped -> arms.putObject(name).put("skipped", skipped.reason());
          }
        });
    ObjectNode differences = root.putObject("differences");
    result.differences().forEach((pair, metrics) -> differences.set(pair, metrics(metrics)));
    ObjectNode unread = root.putObject("unread");
    result.unread().forEach(unread::put);
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode metrics(Map<String, Interval> metrics) {
    ObjectNode node = JSON.createObjectNode();
    metrics.forEach((name, interval) ->
        node.putObject(name)
            .put("value", rounded(interval.value()))
            .put("low", rounded(interval.low()))
            .put("high", rounded(interval.high())));
    return node;
  }

  private static double rounded(double value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
