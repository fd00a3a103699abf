package io.longshore.cli.evaluate.frame;

import io.longshore.cli.evaluate.measure.Interval;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of an evaluation.
 *
 * @param n how many cases were tried by each arm
 * @param commit of the sources when it began; {@code unknown} without them
 * @param model that answers were written with or vectors made; null when nobody said
 * @param arms by name, in the order in which they were tried
 * @param differences of two arms that ran, {@code one - other}: by metric, over the same cases
 * @param unread documents that could not be taken in, with the reason; their cases were left out
 */
public record Result(
    String suite,
    String data,
    Split split,
    int n,
    long seed,
    String commit,
    @Nullable String model,
    Map<String, ArmResult> arms,
    Map<String, Map<String, Interval>> differences,
    Map<String, String> unread) {

  /** What came of an arm. */
  public sealed interface ArmResult {}

  /** By metric. */
  public record Ran(Map<String, Interval> metrics) implements ArmResult {}

  /** It could not run. */
  public record Skipped(String reason) implements ArmResult {}
}
