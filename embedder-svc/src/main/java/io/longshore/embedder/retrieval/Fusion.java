package io.longshore.embedder.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins both legs: the sum of their scores, each as its distance from the mean in standard
 * deviations, the lexical one weighted by the best coverage that any passage has. So the words
 * count fully where they are found, and little where the question speaks another language than the
 * text or paraphrases it; no language has to be told for that (figures: RATIONALE.md).
 */
final class Fusion {
  /** The best coverage from which on words count as much as vectors. */
  private static final double FULL_COVERAGE = 0.5;

  private Fusion() {}

  /** All candidates, best first. A passage without a vector counts as average to the dense leg. */
  static List<Fused> fuse(List<Candidate> candidates) {
    Leg dense =
        Leg.of(
            candidates.stream()
                .map(Candidate::dense)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue));
    Leg lexical = Leg.of(candidates.stream().mapToDouble(Candidate::lexical));
    double coverage = candidates.stream().mapToDouble(Candidate::coverage).max().orElse(0);
    double weight = Math.min(1, coverage / FULL_COVERAGE);
    return candidates.stream()
        .map(c -> new Fused(c, dense.z(c.dense()) + weight * lexical.z(c.lexical())))
        .sorted(Comparator.comparingDouble(Fused::score).reversed())
        .toList();
  }

  private record Leg(double mean, double deviation) {
    static Leg of(DoubleStream scores) {
      double[] all = scores.toArray();
      double mean = DoubleStream.of(all).average().orElse(0);
      double variance =
          DoubleStream.of(all).map(score -> (score - mean) * (score - mean)).average().orElse(0);
      return new Leg(mean, Math.sqrt(variance));
    }

    double z(@Nullable Double score) {
      return score == null || deviation == 0 ? 0 : (score - mean) / deviation;
    }
  }

  record Fused(Candidate candidate, double score) {}
}
