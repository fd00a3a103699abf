package io.longshore.reranker.evidence;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.reranker.scoring.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Orders the evidence. */
public final class Ranking {
  private final RankingProperties properties;

  public Ranking(RankingProperties properties) {
    this.properties = properties;
  }

  /**
   * The scored passages by MaxSim and retrieval score together, the others behind them in the order
   * of retrieval, without those that repeat a better one.
   *
   * @param scored the first of {@code passages}, in the same order
   * @param passages as retrieved, best first
   */
  public List<Evidence> order(List<Scored> scored, List<Passage> passages) {
    List<Evidence> evidence = new ArrayList<>(balanced(combined(scored)));
    double last = evidence.isEmpty() ? 0 : evidence.getLast().score();
    for (Passage passage : passages.subList(scored.size(), passages.size())) {
      last -= 1;
      evidence.add(new Evidence(passage, last, List.of()));
    }
    return Duplicates.dropped(evidence, properties.duplicateSimilarity());
  }

  private List<Evidence> combined(List<Scored> scored) {
    double[] maxSim = standardised(scored, Scored::maxSim);
    double[] retrieval = standardised(scored, one -> one.passage().score());
    List<Evidence> combined = new ArrayList<>();
    for (int i = 0; i < scored.size(); i++) {
      double score = maxSim[i] + properties.retrievalWeight() * retrieval[i];
      combined.add(new Evidence(scored.get(i).passage(), score, scored.get(i).sentences()));
    }
    combined.sort(Comparator.comparingDouble(Evidence::score).reversed());
    return combined;
  }

  /** Each passage loses a little for each better one of its document. */
  private List<Evidence> balanced(List<Evidence> sorted) {
    Map<DocumentId, Integer> before = new HashMap<>();
    List<Evidence> balanced = new ArrayList<>();
    for (Evidence evidence : sorted) {
      int better = before.merge(evidence.passage().span().document(), 1, Integer::sum) - 1;
      double score = evidence.score() - better * properties.sameDocumentPenalty();
      balanced.add(new Evidence(evidence.passage(), score, evidence.sentences()));
    }
    balanced.sort(Comparator.comparingDouble(Evidence::score).reversed());
    return balanced;
  }

  private static double[] standardised(List<Scored> scored, ToDoubleFunction<Scored> value) {
    double[] values = scored.stream().mapToDouble(value).toArray();
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = variance < 1e-18 ? 1 : Math.sqrt(variance);
    return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
  }
}
