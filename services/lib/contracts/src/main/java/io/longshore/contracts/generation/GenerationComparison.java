package io.longshore.contracts.generation;

import io.longshore.contracts.QuestionId;
import java.util.List;

/**
 * What a candidate found for questions, beside what was answered.
 *
 * @param questions that were asked of both
 * @param sameTop share of them with the same place first
 * @param overlap of the first ten, 0 to 1
 * @param rankBiased overlap by rank, 0 to 1 (Webber, Moffat, Zobel 2010; persistence 0.9)
 * @param servingMillis in the database, of the one that was searched
 * @param candidateMillis in the database, of the candidate
 * @param mostDifferent questions with the least overlap by rank, the least first
 */
public record GenerationComparison(
    long questions,
    Mean sameTop,
    Mean overlap,
    Mean rankBiased,
    Mean servingMillis,
    Mean candidateMillis,
    List<Difference> mostDifferent) {
  public GenerationComparison {
    mostDifferent = List.copyOf(mostDifferent);
  }

  /**
   * @param low of the interval that holds it with 95 %
   * @param high of that interval
   */
  public record Mean(double mean, double low, double high) {}

  /** Of one question. */
  public record Difference(
      QuestionId question, boolean sameTop, double overlap, double rankBiased) {}
}
