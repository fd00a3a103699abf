package io.longshore.generator.abstention;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a model reads the evidence, and how far it is believed: a logistic regression on the log-odds
 * of an answer by the evidence alone and on how likely the model finds what it copied.
 *
 * @param model name of the weights; null for any other
 * @param excerpts whether, to copy, it reads only the best sentences and their neighbours instead
 *     of whole passages
 * @param floor probability of an answer by the evidence alone from which the model is asked; null
 *     for the threshold of the evidence, and then a copy needs no more
 * @param evidence weight of the log-odds
 * @param likelihood weight of the mean log-probability of the copy's tokens
 * @param threshold probability of an answer from which the copy is one
 * @param denied probability by the evidence alone from which the model isn't believed that there is
 *     no answer; null where it always is
 * @param sure mean log-probability from which the copy itself is said; below it the documents' own
 *     sentences are
 */
record Reader(
    @Nullable String model,
    boolean excerpts,
    @Nullable Double floor,
    double bias,
    double evidence,
    double likelihood,
    double threshold,
    @Nullable Double denied,
    double sure) {
  /** What is less likely says nothing more. */
  private static final double LEAST = -4;

  /** Whether it is for these weights, with an adapter (behind a plus sign) or without. */
  boolean isOf(String name) {
    return model == null || model.equals(name) || name.startsWith(model + "+");
  }

  boolean isWorthReading(Judgement judgement) {
    return floor == null ? judgement.isAnswerable() : judgement.probability() >= floor;
  }

  boolean isBelievedWithoutAnswer(Judgement judgement) {
    return denied == null || judgement.probability() < denied;
  }

  Verdict verdict(Judgement judgement, OptionalDouble meanLogProbability) {
    if (meanLogProbability.isEmpty()) {
      return judgement.isAnswerable() ? Verdict.SAY : Verdict.REFUSE;
    }
    double likely = Math.max(meanLogProbability.getAsDouble(), LEAST);
    double odds = bias + evidence * judgement.logOdds() + likelihood * likely;
    if (floor != null && Calibration.probability(odds) < threshold) {
      return Verdict.REFUSE;
    }
    return likely < sure ? Verdict.QUOTE : Verdict.SAY;
  }
}
