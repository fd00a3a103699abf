package io.longshore.embedder.retrieval;

import io.longshore.contracts.question.RetrievalSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins both legs: the sum of their scores, each as its distance from the mean in standard
 * deviations, or of the reciprocals of their ranks. The words' score is in part what they find in
 * the passage, in part what they find in its whole document. It is weighted by the share of the
 * question's words that stand in the document that holds most: so the words count fully where they
 * are found, and not at all where the question speaks another language than the text; no language
 * has to be told for that (figures: RATIONALE.md).
 */
final class Fusion {
  /** Up to this share the words don't count. */
  private static final double NO_COVERAGE = 0.15;

  /** From this share on they count as much as vectors. */
  private static final double FULL_COVERAGE = 0.55;

  /** Share of a mean that rounding may make of no difference. */
  private static final double ROUNDING = 1e-9;

  /** Flattens the first ranks (Cormack, Clarke and Büttcher 2009). */
  private static final int RANK_CONSTANT = 60;

  private Fusion() {}

  /** All candidates, best first. A passage without a vector counts as average to the dense leg. */
  static List<Fused> fuse(List<Candidate> candidates, Settings settings) {
    Leg dense = Leg.of(candidates, Candidate::dense);
    Leg passage = Leg.of(candidates, Candidate::lexical);
    Leg document = Leg.of(candidates, Candidate::document);
    Leg documentDense = Leg.of(candidates, Candidate::documentCosine);
    double share = document.isSilent() ? 0 : settings.documentShare();
    var words = new double[candidates.size()];
    Arrays.setAll(words, i -> (1 - share) * passage.scores[i] + share * document.scores[i]);
    double[] lexical =
        given(settings, words, i -> candidates.get(i).lexical() + candidates.get(i).document() > 0);
    double[] vectors = given(settings, dense.scores, i -> candidates.get(i).dense() != null);
    double[] documents =
        given(settings, documentDense.scores, i -> candidates.get(i).documentCosine() != null);
    double byCoverage = byCoverage(candidates);
    List<Fused> fused = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      double weight =
          dense.isSilent() ? 1 : settings.lexicalWeight(candidate.language(), byCoverage);
      fused.add(
          new Fused(
              candidate,
              vectors[i] + settings.documentVectorWeight() * documents[i] + weight * lexical[i]));
    }
    fused.sort(Comparator.comparingDouble(Fused::score).reversed());
    return fused;
  }

  private static double byCoverage(List<Candidate> candidates) {
    double coverage = candidates.stream().mapToDouble(Candidate::documentCoverage).max().orElse(0);
    return Math.clamp((coverage - NO_COVERAGE) / (FULL_COVERAGE - NO_COVERAGE), 0, 1);
  }

  /** What a leg gives to the sum: its scores as they are, or the reciprocals of their ranks. */
  private static double[] given(Settings settings, double[] scores, IntPredicate found) {
    return settings.fusion() == RetrievalSettings.Fusion.RANKS
        ? reciprocalRanks(scores, found)
        : scores;
  }

  /** Of the best 1 / 61, and so on, the same for equal scores; 0 for what a leg didn't find. */
  private static double[] reciprocalRanks(double[] scores, IntPredicate found) {
    var reciprocals = new double[scores.length];
    double[] ranked =
        IntStream.range(0, scores.length)
            .filter(found)
            .mapToDouble(i -> -scores[i])
            .sorted()
            .distinct()
            .toArray();
    IntStream.range(0, scores.length)
        .filter(found)
        .forEach(i ->
            reciprocals[i] = 1.0 / (RANK_CONSTANT + 1 + Arrays.binarySearch(ranked, -scores[i])));
    return reciprocals;
  }

  /**
   * What a leg says of each candidate, as its distance from the mean in standard deviations: 0
   * where it says nothing, and everywhere when it tells no candidate from another.
   */
  private static final class Leg {
    private final double[] scores;
    private final double deviation;

    private Leg(double[] scores, double deviation) {
      this.scores = scores;
      this.deviation = deviation;
    }

    static Leg of(List<Candidate> candidates, Function<Candidate, @Nullable Double> score) {
      double[] said =
          candidates.stream()
              .map(score)
              .filter(Objects::nonNull)
              .mapToDouble(Double::doubleValue)
              .toArray();
      double mean = Arrays.stream(said).average().orElse(0);
      double variance =
          Arrays.stream(said).map(one -> (one - mean) * (one - mean)).average().orElse(0);
      double spread = Math.sqrt(variance);
      // What is left of equal scores by rounding tells nothing.
      double deviation = spread > ROUNDING * Math.max(1, Math.abs(mean)) ? spread : 0;
      double[] scores =
          candidates.stream()
              .map(score)
              .mapToDouble(one -> one == null || deviation == 0 ? 0 : (one - mean) / deviation)
              .toArray();
      return new Leg(scores, deviation);
    }

    boolean isSilent() {
      return deviation == 0;
    }
  }

  record Fused(Candidate candidate, double score) {}
}
