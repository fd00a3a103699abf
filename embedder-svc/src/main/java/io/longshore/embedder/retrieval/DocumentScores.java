package io.longshore.embedder.retrieval;

import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.Fusion.Fused;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Scores documents by the fused scores of their passages: as the first one (FirstP), as the best
 * one (MaxP) or as all of them together (SumP; Dai and Callan 2019, "Deeper Text Understanding for
 * IR with Contextual Neural Language Modeling"), or as the mean of the best few.
 */
final class DocumentScores {
  private final Settings settings;
  private final Set<PassageKey> firsts;
  private final double lowest;

  private DocumentScores(Settings settings, Set<PassageKey> firsts, double lowest) {
    this.settings = settings;
    this.firsts = firsts;
    this.lowest = lowest;
  }

  /**
   * A document with passages of it.
   *
   * @param passages best first
   */
  record Scored(double score, List<Fused> passages) {
    int source() {
      return passages.getFirst().candidate().key().source();
    }
  }

  /**
   * All documents of some passages, best first; of equal ones that of the better passage.
   *
   * @param passages best first
   * @param firsts the first passage of each document, among these; looked at for {@link
   *     Aggregation#FIRST} alone
   */
  static List<Scored> order(List<Fused> passages, Settings settings, Set<PassageKey> firsts) {
    double lowest = passages.isEmpty() ? 0 : passages.getLast().score();
    var scores = new DocumentScores(settings, firsts, lowest);
    return passages.stream()
        .collect(
            Collectors.groupingBy(
                fused -> fused.candidate().key().source(), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(ofOne -> new Scored(scores.score(ofOne), ofOne))
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .toList();
  }

  /** The best passage of each document, then the second one of each, and so on. */
  static List<Fused> inTurns(List<Scored> documents, int ofEach) {
    return IntStream.range(0, ofEach)
        .boxed()
        .flatMap(turn ->
            documents.stream()
                .flatMap(document -> document.passages().stream().skip(turn).limit(1)))
        .toList();
  }

  private double score(List<Fused> bestFirst) {
    return switch (settings.aggregation()) {
      case FIRST ->
          bestFirst.stream()
              .filter(fused -> firsts.contains(fused.candidate().key()))
              .mapToDouble(Fused::score)
              .findFirst()
              .orElse(lowest);
      case MAX -> bestFirst.getFirst().score();
      case SUM -> bestFirst.stream().mapToDouble(fused -> fused.score() - lowest).sum();
      case MEAN ->
          bestFirst.stream()
              .limit(settings.aggregated())
              .mapToDouble(Fused::score)
              .average()
              .orElse(lowest);
    };
  }
}
