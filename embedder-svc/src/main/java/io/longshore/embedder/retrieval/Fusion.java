package io.longshore.embedder.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reciprocal rank fusion. */
final class Fusion {
  private static final int K = 60;

  private Fusion() {}

  static List<Fused> fuse(List<Candidate> candidates, double lexicalWeight) {
    Map<Candidate, Double> scores = new HashMap<>();
    add(candidates, Candidate::dense, 1, scores);
    add(candidates, Candidate::lexical, lexicalWeight, scores);
    List<Fused> fused = new ArrayList<>();
    scores.forEach((candidate, score) -> fused.add(new Fused(candidate, score)));
    fused.sort(Comparator.comparingDouble(Fused::score).reversed());
    return fused;
  }

  private static void add(
      List<Candidate> candidates,
      Function<Candidate, @Nullable Double> leg,
      double weight,
      Map<Candidate, Double> scores) {
    record Ranked(Candidate candidate, double score) {}
    List<Ranked> ranked = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Double score = leg.apply(candidate);
      if (score != null) {
        ranked.add(new Ranked(candidate, score));
      }
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    for (int i = 0; i < ranked.size(); i++) {
      scores.merge(ranked.get(i).candidate(), weight / (K + i + 1), Double::sum);
    }
  }

  record Fused(Candidate candidate, double score) {}
}
