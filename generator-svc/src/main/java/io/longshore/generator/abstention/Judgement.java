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
  static final Judgement NO_EVIDENCE = new Judgement(0, 1, Map.of());
  static final Judgement NOTHING_KNOWN = new Judgement(1, 0, Map.of());

  public Judgement {
    signals = Map.copyOf(signals);
  }

  public boolean isAnswerable() {
    return probability >= threshold;
  }
}
