package io.longshore.embedder.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins both legs: the sum of their scores, each as its distance from the mean in standard
 * deviations. The words' is to two thirds what they find in the passage, to one what they find in
 * its whole document. It is weighted by the share of the question's words that stand in the
 * document that holds most: so the words count fully where they are found, and not at all where the
 * question speaks another language than the text; no language has to be told for that (figures:
 * RATIONALE.md).
 */
final class Fusion {
  /** Up to this share the words don't count. */
  private static final double NO_COVERAGE = 0.15;

  /** From this share on they count as much as vectors. */
  private static final double FULL_COVERAGE = 0.55;

  /** Of the words' score what the whole document counts. */
  private static final double DOCUMENT_SHARE = 1.0 / 3;

  private Fusion() {}

  /**
   * All candidates, best first. A passage without a vector counts as average to the dense leg.
   *
   * @param documentVectorWeight of the documents' own vectors beside the passages' ones
   */
  static List<Fused> fuse(List<Candidate> candidates, double documentVectorWeight) {
    Leg dense =
        Leg.of(
            candidates.stream()
                .map(Candidate::dense)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
    Leg passage = Leg.of(candidates.stream().mapToDouble(Candidate::lexical));
    Leg document = Leg.of(candidates.stream().mapToDouble(Candidate::document));
    double share = document.isSilent() ? 0 : DOCUMENT_SHARE;
    Leg documentDense =
        Leg.of(
            candidates.stream()
                .map(Candidate::documentCosine)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
    double weight = dense.isSilent() ? 1 : weight(candidates);
    return candidates.stream()
        .map(c -> {
          double words = (1 - share) * passage.z(c.lexical()) + share * document.z(c.document());
          double vectors =
              dense.z(c.dense()) + documentVectorWeight * documentDense.z(c.documentCosine());
          return new Fused(c, vectors + weight * words);
        })
        .sorted(Comparator.comparingDouble(Fused::score).reversed())
        .toList();
  }

  private static double weight(List<Candidate> candidates) {
    double coverage = candidates.stream().mapToDouble(Candidate::documentCoverage).max().orElse(0);
    return Math.clamp((coverage - NO_COVERAGE) / (FULL_COVERAGE - NO_COVERAGE), 0, 1);
  }

  private record Leg(double mean, double deviation) {
    static Leg of(DoubleStream scores) {
      double[] all = scores.toArray();
      double mean = DoubleStream.of(all).average().orElse(0);
      double variance =
          DoubleStream.of(all).map(score -> (score - mean) * (score - mean)).average().orElse(0);
      return new Leg(mean, Math.sqrt(variance));
    }

    /** Whether it tells no candidate from another. */
    boolean isSilent() {
      return deviation == 0;
    }

    double z(@Nullable Double score) {
      return score == null || isSilent() ? 0 : (score - mean) / deviation;
    }
  }

  record Fused(Candidate candidate, double score) {}
}
