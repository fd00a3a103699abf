package io.longshore.generator.abstention;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How a model reads the evidence, and how far it is believed.
 *
 * @param model name of the weights; null for any other
 * @param excerpts whether, to copy, it reads only the best sentences and their neighbours instead
 *     of whole passages
 * @param sure mean log-probability from which a copy itself is said; below it the documents' own
 *     sentences are
 * @param witness to whether there is an answer, beside the evidence; null where the evidence
 *     decides alone
 */
record Reader(@Nullable String model, boolean excerpts, double sure, @Nullable Witness witness) {
  /** Of copies with a lower mean log-probability none was right (README). */
  private static final double HARDLY_SURE = -1.2;

  /**
   * A logistic regression on the log-odds of an answer by the evidence alone and on how likely the
   * model finds what it copied.
   *
   * @param floor probability of an answer by the evidence alone from which the model is asked
   * @param evidence weight of the log-odds
   * @param likelihood weight of the mean log-probability of the copy's tokens
   * @param threshold probability of an answer from which the copy is one
   */
  record Witness(double floor, double bias, double evidence, double likelihood, double threshold) {
    /** What is less likely says nothing more. */
    private static final double LEAST = -4;

    private boolean confirms(Judgement judgement, double meanLogProbability) {
      double likely = Math.max(meanLogProbability, LEAST);
      double odds = bias + evidence * judgement.logOdds() + likelihood * likely;
      return Calibration.probability(odds) >= threshold;
    }
  }

  /** Whether it is for these weights, with an adapter (behind a plus sign) or without. */
  boolean isOf(String name) {
    return model == null || model.equals(name) || name.startsWith(model + "+");
  }

  Reader lessSure() {
    return new Reader(model, excerpts, Math.min(sure, HARDLY_SURE), witness);
  }

  boolean isWorthReading(Judgement judgement) {
    return witness == null ? judgement.isAnswerable() : judgement.probability() >= witness.floor();
  }

  Verdict verdict(Judgement judgement, OptionalDouble meanLogProbability) {
    if (meanLogProbability.isEmpty()) {
      return judgement.isAnswerable() ? Verdict.SAY : Verdict.REFUSE;
    }
    double likely = meanLogProbability.getAsDouble();
    if (witness != null && !witness.confirms(judgement, likely)) {
      return Verdict.REFUSE;
    }
    return likely < sure ? Verdict.QUOTE : Verdict.SAY;
  }
}
