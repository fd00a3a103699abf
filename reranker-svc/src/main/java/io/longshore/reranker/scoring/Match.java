package io.longshore.reranker.scoring;

import io.longshore.inference.encoder.TokenVectors;

/**
 * For each token of the question its best cosine to a token of a text: the inner part of MaxSim
 * (ColBERT, Khattab and Zaharia 2020, section 3.3).
 */
final class Match {
  private final float[] best;

  private Match(float[] best) {
    this.best = best;
  }

  /**
   * Against the tokens that touch the range.
   *
   * @param from UTF-16 index into the text
   * @param to UTF-16 index, exclusive
   */
  static Match of(TokenVectors question, TokenVectors text, int from, int to) {
    float[] best = new float[question.size()];
    java.util.Arrays.fill(best, -1);
    for (int token = 0; token < text.size(); token++) {
      var at = text.offsets(token);
      if (at.end() <= from || at.start() >= to) {
        continue;
      }
      for (int asked = 0; asked < best.length; asked++) {
        best[asked] = Math.max(best[asked], question.cosine(asked, text, token));
      }
    }
    return new Match(best);
  }

  float best(int questionToken) {
    return best[questionToken];
  }

  int size() {
    return best.length;
  }

  /** MaxSim: the weighted mean of the best cosines. */
  double score(double[] weights) {
    double sum = 0;
    for (int i = 0; i < best.length; i++) {
      sum += weights[i] * best[i];
    }
    return sum;
  }
}
