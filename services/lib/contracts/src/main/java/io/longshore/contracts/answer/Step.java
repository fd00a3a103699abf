package io.longshore.contracts.answer;

import io.longshore.contracts.Limits;
import io.longshore.contracts.question.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A thing that was done for an answer, for whoever wants to know how it came about. It holds no
 * text of documents: that stays in citations and evidence, where a deletion finds it.
 *
 * @param name stable, such as {@code retrieval}
 * @param millis how long it took, 0 when that was not measured
 * @param what names, reasons and choices
 * @param figures counts and scores
 */
public record Step(
    String name, long millis, Map<String, String> what, Map<String, Double> figures) {
  /** Scores are told to four places. */
  private static final double SCORES = 10_000;

  public Step {
    what = Map.copyOf(what);
    figures = Map.copyOf(figures);
  }

  public static Step of(String name, long millis) {
    return new Step(name, millis, Map.of(), Map.of());
  }

  public Step with(String key, String value) {
    var more = new TreeMap<>(what);
    more.put(key, value);
    return new Step(name, millis, more, figures);
  }

  /**
   * With the best of the passages that were considered, from 1: their ids, and their scores as the
   * ranker gave them, or retrieval where it was passed.
   *
   * @param evidence best first
   */
  public Step with(List<Evidence> evidence) {
    Step step = this;
    for (int i = 0; i < Math.min(evidence.size(), Limits.RANKED_PASSAGES); i++) {
      Evidence one = evidence.get(i);
      step =
          step.with("passage." + (i + 1), one.passage().id().toString())
              .with("score." + (i + 1), Math.rint(one.score() * SCORES) / SCORES);
    }
    return step;
  }

  public Step with(String key, double value) {
    var more = new TreeMap<>(figures);
    more.put(key, value);
    return new Step(name, millis, what, more);
  }
}
