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
 * @param explain how it came about; null of a room of an older version
 * @param tokens that a language model took for it, null where none did or its server doesn't say
 * @param coverage as {@link io.longshore.contracts.question.Evidence#coverage} has it
 */
public record Finished(
    String text,
    boolean abstained,
    List<Citation> citations,
    Map<String, Long> timings,
    List<String> skipped,
    List<String> degraded,
    @Nullable Explanation explain,
    @Nullable Tokens tokens,
    @Nullable Double coverage) {
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
    this(text, abstained, citations, timings, skipped, degraded, explain, null, null);
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
