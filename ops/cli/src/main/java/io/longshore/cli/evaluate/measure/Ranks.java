package io.longshore.cli.evaluate.measure;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How well a ranking puts what is relevant in front. Gains are the judged grades, discounts {@code
 * 1 / log2(rank + 1)}, as trec_eval has them.
 */
public final class Ranks {
  private Ranks() {}

  /**
   * @param ranking distinct ids, best first
   * @param grades of the relevant ids, above 0
   */
  public static double ndcg(List<String> ranking, Map<String, Integer> grades, int k) {
    double ideal = 0;
    var best = grades.values().stream().sorted(Comparator.reverseOrder()).limit(k).toList();
    for (int rank = 1; rank <= best.size(); rank++) {
      ideal += best.get(rank - 1) * discount(rank);
    }
    double gained = 0;
    for (int rank = 1; rank <= Math.min(k, ranking.size()); rank++) {
      gained += grades.getOrDefault(ranking.get(rank - 1), 0) * discount(rank);
    }
    return ideal == 0 ? Double.NaN : gained / ideal;
  }

  /** The share of what is relevant among the first k. */
  public static double recall(List<String> ranking, Map<String, Integer> grades, int k) {
    long found = ranking.stream().limit(k).filter(grades::containsKey).count();
    return grades.isEmpty() ? Double.NaN : (double) found / grades.size();
  }

  /** One by the rank of the first relevant id among the first k; 0 without one. */
  public static double reciprocalRank(List<String> ranking, Map<String, Integer> grades, int k) {
    for (int rank = 1; rank <= Math.min(k, ranking.size()); rank++) {
      if (grades.containsKey(ranking.get(rank - 1))) {
        return 1.0 / rank;
      }
    }
    return 0;
  }

  private static double discount(int rank) {
    return Math.log(2) / Math.log(rank + 1.0);
  }
}
