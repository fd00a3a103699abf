package io.longshore.contracts.answer;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole answer, once more.
 *
 * @param text the answer; equal to all deltas of this attempt joined; empty for a search
 * @param abstained whether the evidence was too weak to answer; then {@code text} says so
 * @param timings as in the question
 * @param explain how it came about, null unless it was asked for
 * @param tokens that a language model took for it, null where none did or its server doesn't say
 */
public record Finished(
    String text,
    boolean abstained,
    List<Citation> citations,
    Map<String, Long> timings,
    List<String> skipped,
    List<String> degraded,
    @Nullable Explanation explain,
    @Nullable Tokens tokens) {
  public Finished {
    citations = List.copyOf(citations);
    timings = Map.copyOf(timings);
    skipped = List.copyOf(skipped);
    degraded = List.copyOf(degraded);
  }

  /** Without a model. */
  public Finished(
      String text,
      boolean abstained,
      List<Citation> citations,
      Map<String, Long> timings,
      List<String> skipped,
      List<String> degraded,
      @Nullable Explanation explain) {
    this(text, abstained, citations, timings, skipped, degraded, explain, null);
  }

  /** Unexplained. */
  public Finished(
      String text,
      boolean abstained,
      List<Citation> citations,
      Map<String, Long> timings,
      List<String> skipped,
      List<String> degraded) {
    this(text, abstained, citations, timings, skipped, degraded, null);
  }
}
