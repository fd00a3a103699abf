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

  /**
   * From this probability on a model that copies can't refuse: of the questions above it 2.7 % have
   * no answer, where a third of all had none (README).
   */
  private static final double CERTAIN = 0.8;

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

  /** Whether scores say that there is an answer; where nothing is known they don't. */
  boolean isCertain() {
    return !signals.isEmpty() && probability >= CERTAIN;
  }
}
