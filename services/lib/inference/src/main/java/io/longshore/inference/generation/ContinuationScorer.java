package io.longshore.inference.generation;

import io.longshore.inference.call.Bound;
import java.util.List;

/** Says how likely texts are behind a prompt. May be called from any number of threads. */
public interface ContinuationScorer {
  /**
   * One a continuation, in their order. The prompt is read once for all.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when the model is away, full or too slow
   * @throws io.longshore.inference.call.ModelRefused when there is no such model, or the prompt is
   *     too long
   */
  List<Likelihood> score(Prompt prompt, List<String> continuations, Bound bound);

  /**
   * @param logProbability natural logarithm, summed over the tokens
   * @param tokens of the continuation
   */
  record Likelihood(double logProbability, int tokens) {
    /** Comparable between continuations of different lengths. */
    public double mean() {
      return tokens == 0 ? 0 : logProbability / tokens;
    }
  }
}
