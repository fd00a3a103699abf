package io.longshore.cli.evaluate.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation is asked to do.
 *
 * @param slices parts of the data; empty for all
 * @param methods names of arms; empty for all
 * @param model that shall do it: an arm that another one does is left out; null for whichever is
 *     there
 * @param limit groups of cases; 0 for all
 * @param seed of what is drawn or made
 * @param lengths in tokens, of the documents that are made; empty for the suite's own
 */
public record Plan(
    Source source,
    Split split,
    List<String> slices,
    List<String> methods,
    @Nullable String model,
    int limit,
    long seed,
    List<Integer> lengths) {
  public Plan {
    slices = List.copyOf(slices);
    methods = List.copyOf(methods);
    lengths = List.copyOf(lengths);
  }
}
