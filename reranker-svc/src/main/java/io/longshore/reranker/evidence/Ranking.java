package io.longshore.reranker.evidence;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.reranker.scoring.Scored;
import io.longshore.reranker.scoring.Scores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Orders the evidence. */
public final class Ranking {
  /** A document is as good as the mean of so many of its best passages. */
  private static final int DOCUMENT_PASSAGES = 3;

  private final RankingProperties properties;

  public Ranking(RankingProperties properties) {
    this.properties = properties;
  }

  /**
   * The scored passages by MaxSim, retrieval score and their document's together, the others behind
   * them in the order of retrieval, without those that repeat a better one.
   *
   * @param scored the first of {@code passages}, in the same order
   * @param passages as retrieved, best first
   */
  public List<Evidence> order(List<Scored> scored, List<Passage> passages) {
    return Duplicates.dropped(ordered(scored, passages), properties.duplicateSimilarity());
  }

  /**
   * Documents, best first, each with its passages in the order of above. None is dropped, two
   * copies of a text are two documents.
   *
   * @param scores of the first of {@code passages}, in the same order
   * @param passages as retrieved: the best one of each document, then the second one of each
   */
  public List<Evidence> documents(Scores scores, List<Passage> passages) {
    Map<DocumentId, Double> documents =
        DocumentOrder.of(scores, passages, properties.documentMaxSimWeight());
    List<DocumentId> order = List.copyOf(documents.keySet());
    return ordered(scores.passages(), passages).stream()
        .sorted(Comparator.comparingInt(one -> order.indexOf(one.passage().span().document())))
        .map(one -> one.withDocumentScore(documents.get(one.passage().span().document())))
        .toList();
  }

  private List<Evidence> ordered(List<Scored> scored, List<Passage> passages) {
    List<Evidence> evidence = new ArrayList<>(balanced(combined(scored, means(passages))));
    double last = evidence.isEmpty() ? 0 : evidence.getLast().score();
    for (Passage passage : passages.subList(scored.size(), passages.size())) {
      last -= 1;
      evidence.add(new Evidence(passage, last, List.of()));
    }
    return evidence;
  }

  private List<Evidence> combined(List<Scored> scored, Map<DocumentId, Double> documents) {
    double[] maxSim = standardised(scored, Scored::maxSim);
    double[] retrieval = standardised(scored, one -> one.passage().score());
    double[] document =
        standardised(scored, one -> documents.getOrDefault(one.passage().span().document(), 0.0));
    List<Evidence> combined = new ArrayList<>();
    for (int i = 0; i < scored.size(); i++) {
      double score =
          maxSim[i]
              + properties.retrievalWeight() * retrieval[i]
              + properties.documentWeight() * document[i];
      combined.add(new Evidence(scored.get(i).passage(), score, scored.get(i).sentences()));
    }
    combined.sort(Comparator.comparingDouble(Evidence::score).reversed());
    return combined;
  }

  /**
   * The mean of each document's best retrieval scores; where it has fewer passages, the worst score
   * of all stands for what is missing.
   */
  private static Map<DocumentId, Double> means(List<Passage> passages) {
    double worst = passages.stream().mapToDouble(Passage::score).min().orElse(0);
    Map<DocumentId, List<Double>> scores = new HashMap<>();
    for (Passage passage : passages) {
      scores
          .computeIfAbsent(passage.span().document(), id -> new ArrayList<>())
          .add(passage.score());
    }
    Map<DocumentId, Double> means = new HashMap<>();
    scores.forEach((document, all) -> {
      double best =
          all.stream()
              .sorted(Comparator.reverseOrder())
              .limit(DOCUMENT_PASSAGES)
              .mapToDouble(score -> score - worst)
              .sum();
      means.put(document, worst + best / DOCUMENT_PASSAGES);
    });
    return means;
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
    return Standardised.of(scored.stream().mapToDouble(value).toArray());
  }
}
