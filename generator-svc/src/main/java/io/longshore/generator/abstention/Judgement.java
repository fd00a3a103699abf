package io.longshore.generator.abstention;

import java.util.Map;

/**
 * What the scores of the evidence say.
 *
 * @param probability that the documents answer the question
 * @param threshold from which an answer is given
 * @param signals that it was told from, by name
 */
public record Judgement(double probability, double threshold, Map<String, Double> signals) {
  private static final double NEVER_SURE = 1e-6;

  static final Judgement NO_EVIDENCE = new Judgement(0, 1, Map.of());
  static final Judgement NOTHING_KNOWN = new Judgement(1, 0, Map.of());

  public Judgement {
    signals = Map.copyOf(signals);
  }

  /** Natural logarithm of the odds of an answer; 0 when nothing is known. */
  double logOdds() {
    if (signals.isEmpty()) {
      return 0;
    }
    double p = Math.clamp(probability, NEVER_SURE, 1 - NEVER_SURE);
    return Math.log(p / (1 - p));
  }

  public boolean isAnswerable() {
    return probability >= threshold;
  }
}
