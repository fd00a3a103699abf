package io.longshore.reranker.evidence;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Passage;
import io.longshore.reranker.scoring.Scored;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Orders documents by what retrieval says of the whole of each, and by the best of its passages
 * that the model read (MaxP; Dai and Callan 2019): retrieval has seen more of a document than the
 * few passages that are here, the model has read these more closely.
 */
final class DocumentOrder {
  private DocumentOrder() {}

  /**
   * The documents of some passages with their scores, best first; those of which the model read
   * nothing behind the others, in the order of retrieval. Without a model: what retrieval said.
   *
   * @param scored the first of {@code passages}, in the same order
   * @param passages as retrieved, the first one of each document in the order of the documents
   * @param maxSimWeight of the best MaxSim beside the retrieval score, both as z-scores
   */
  static Map<DocumentId, Double> of(
      List<Scored> scored, List<Passage> passages, double maxSimWeight) {
    Map<DocumentId, Double> retrieved = new LinkedHashMap<>();
    for (Passage passage : passages) {
      double score = Objects.requireNonNullElse(passage.documentScore(), passage.score());
      retrieved.putIfAbsent(passage.span().document(), score);
    }
    if (scored.isEmpty()) {
      return retrieved;
    }
    Map<DocumentId, Double> maxSims = new LinkedHashMap<>();
    for (Scored one : scored) {
      maxSims.merge(one.passage().span().document(), one.maxSim(), Math::max);
    }
    List<DocumentId> read = List.copyOf(maxSims.keySet());
    double[] maxSim = standardised(maxSims.values());
    double[] retrieval = standardised(read.stream().map(retrieved::get).toList());
    Map<DocumentId, Double> combined = new LinkedHashMap<>();
    for (int i = 0; i < read.size(); i++) {
      combined.put(read.get(i), retrieval[i] + maxSimWeight * maxSim[i]);
    }
    return ordered(combined, retrieved.keySet());
  }

  private static Map<DocumentId, Double> ordered(
      Map<DocumentId, Double> read, Collection<DocumentId> all) {
    Map<DocumentId, Double> ordered = new LinkedHashMap<>();
    read.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(document -> ordered.put(document.getKey(), document.getValue()));
    double last = ordered.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
    for (DocumentId document : all) {
      if (!ordered.containsKey(document)) {
        last -= 1;
        ordered.put(document, last);
      }
    }
    return ordered;
  }

  private static double[] standardised(Collection<Double> values) {
    return Standardised.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
