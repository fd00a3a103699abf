package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.frame.Metric;
import io.longshore.cli.evaluate.frame.Tried;
import io.longshore.cli.evaluate.measure.Ranks;
import io.longshore.cli.evaluate.measure.Statistic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one search found, and how good that is.
 *
 * @param found ids of documents, best first; none where the search failed
 * @param millis that it took; NaN where it failed
 * @param degraded what the stack said was missing
 * @param refused why it failed; empty where it didn't
 */
record Ranking(List<String> found, double millis, List<String> degraded, String refused) {
  static final List<Metric> METRICS =
      List.of(
          new Metric("ndcg@10", Statistic.mean("ndcg@10")),
          new Metric("recall@1", Statistic.mean("recall@1")),
          new Metric("recall@10", Statistic.mean("recall@10")),
          new Metric("recall@100", Statistic.mean("recall@100")),
          new Metric("mrr@10", Statistic.mean("mrr@10")),
          new Metric("p50_ms", Statistic.median("ms")),
          new Metric("p95_ms", Statistic.quantile("ms", 0.95)),
          Metric.once("tokens_per_s", "tokens_per_s"),
          new Metric("degraded", Statistic.mean("degraded")),
          new Metric("failed", Statistic.mean("failed")));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Journals show so many. */
  private static final int SHOWN = 100;

  static Ranking of(List<String> found, double millis, List<String> degraded) {
    return new Ranking(found, millis, degraded, "");
  }

  static Ranking refused(String why) {
    return new Ranking(List.of(), Double.NaN, List.of(), why);
  }

  /**
   * Measured against what is relevant.
   *
   * @param tokensPerSecond with which the arm's index was made; NaN when nobody counted
   */
  Tried tried(RetrievalCase one, double tokensPerSecond) {
    Map<String, Integer> grades = one.grades();
    var measured = new HashMap<String, Double>();
    measured.put("ndcg@10", Ranks.ndcg(found, grades, 10));
    for (int k : List.of(1, 10, 100)) {
      measured.put("recall@" + k, Ranks.recall(found, grades, k));
    }
    measured.put("mrr@10", Ranks.reciprocalRank(found, grades, 10));
    measured.put("ms", millis);
    measured.put("tokens_per_s", tokensPerSecond);
    measured.put("degraded", degraded.isEmpty() ? 0.0 : 1.0);
    measured.put("failed", refused.isEmpty() ? 0.0 : 1.0);
    ObjectNode seen = JSON.createObjectNode().put("id", one.id()).put("query", one.question());
    grades.forEach(seen.putObject("relevant")::put);
    found.stream().limit(SHOWN).forEach(seen.putArray("found")::add);
    if (!degraded.isEmpty()) {
      degraded.forEach(seen.putArray("degraded")::add);
    }
    if (!refused.isEmpty()) {
      seen.put("refused", refused);
    }
    return new Tried(measured, seen);
  }
}
