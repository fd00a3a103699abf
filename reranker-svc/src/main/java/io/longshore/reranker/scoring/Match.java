package io.longshore.reranker.scoring;

/**
 * For each token of the question its best cosine to a token of a text: the inner part of MaxSim
 * (ColBERT, Khattab and Zaharia 2020, section 3.3).
 */
final class Match {
  private final float[] best;

  Match(float[] best) {
    this.best = best;
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
