package io.longshore.reranker.evidence;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Passage;
import io.longshore.reranker.scoring.Scored;
import io.longshore.reranker.scoring.Scores;
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
  /** Up to so many tokens a question is about one thing, and one passage can hold all of it. */
  private static final int QUESTION_TOKENS = 16;

  /**
   * From so many on it is a text of its own, and its best passage says little of a document:
   * ColBERT (Khattab and Zaharia 2020, section 3.2) cuts questions there.
   */
  private static final int TEXT_TOKENS = 32;

  private DocumentOrder() {}

  /**
   * The documents of some passages with their scores, best first; those of which the model read
   * nothing behind the others, in the order of retrieval. Without a model: what retrieval said.
   *
   * @param scores of the first of {@code passages}, in the same order
   * @param passages as retrieved, the first one of each document in the order of the documents
   * @param maxSimWeight of the best MaxSim beside the retrieval score, both as z-scores; of a short
   *     question, less of a longer one
   */
  static Map<DocumentId, Double> of(Scores scores, List<Passage> passages, double maxSimWeight) {
    Map<DocumentId, Double> retrieved = new LinkedHashMap<>();
    for (Passage passage : passages) {
      double score = Objects.requireNonNullElse(passage.documentScore(), passage.score());
      retrieved.putIfAbsent(passage.span().document(), score);
    }
    if (scores.passages().isEmpty()) {
      return retrieved;
    }
    Map<DocumentId, Double> maxSims = new LinkedHashMap<>();
    for (Scored one : scores.passages()) {
      maxSims.merge(one.passage().span().document(), one.maxSim(), Math::max);
    }
    List<DocumentId> read = List.copyOf(maxSims.keySet());
    double[] maxSim = standardised(maxSims.values());
    double[] retrieval = standardised(read.stream().map(retrieved::get).toList());
    double weight = maxSimWeight * share(scores.questionTokens());
    Map<DocumentId, Double> combined = new LinkedHashMap<>();
    for (int i = 0; i < read.size(); i++) {
      combined.put(read.get(i), retrieval[i] + weight * maxSim[i]);
    }
    return ordered(combined, retrieved.keySet());
  }

  private static double share(int questionTokens) {
    double over = (double) (questionTokens - QUESTION_TOKENS) / (TEXT_TOKENS - QUESTION_TOKENS);
    return 1 - Math.clamp(over, 0, 1);
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
