package io.longshore.modelserver.generation;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import io.longshore.modelserver.engine.Logits;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Chooses the next token by its scores. */
final class Sampler {
  /** Below this share of the first one's probability a token is never looked at: e to the -30. */
  private static final double NEGLIGIBLE = 30;

  /** Where looking for the most probable begins, as the logarithm of a share of the first one's. */
  private static final double FIRST_LOOK = 4;

  private final double temperature;
  private final double topP;
  private final int topK;
  private final RandomGenerator random;

  Sampler(SamplingParameters parameters, RandomGenerator random) {
    temperature = parameters.temperature();
    topP = parameters.topP();
    topK = parameters.topK();
    this.random = random;
  }

  /**
   * @param allowed the tokens that may be chosen; null: all
   * @param banned tokens that may not be chosen when all others may
   * @return -1 when none may
   */
  int choose(Logits logits, int row, @Nullable BitSet allowed, int[] banned) {
    if (allowed != null) {
      return among(logits.row(row), allowed.stream().toArray());
    }
    if (temperature == 0 && banned.length == 0) {
      return logits.argmax(row);
    }
    float[] values = logits.row(row).toArray(JAVA_FLOAT);
    for (int token : banned) {
      values[token] = Float.NEGATIVE_INFINITY;
    }
    return choose(values);
  }

  private int among(MemorySegment scores, int[] tokens) {
    float[] values = new float[tokens.length];
    for (int k = 0; k < tokens.length; k++) {
      values[k] = scores.getAtIndex(JAVA_FLOAT, tokens[k]);
    }
    int chosen = choose(values);
    return chosen < 0 ? -1 : tokens[chosen];
  }

  /** Index of a value, -1 when there is none. */
  int choose(float[] values) {
    int best = best(values);
    return best < 0 || temperature == 0 ? best : draw(values, values[best]);
  }

  private static int best(float[] values) {
    int best = -1;
    float most = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < values.length; k++) {
      if (values[k] > most) {
        most = values[k];
        best = k;
      }
    }
    return best;
  }

  private int draw(float[] values, float most) {
    double[] weights = new double[values.length];
    double total = 0;
    for (int k = 0; k < values.length; k++) {
      double below = (values[k] - most) / temperature;
      weights[k] = below < -NEGLIGIBLE ? 0 : Math.exp(below);
      total += weights[k];
    }
    if (topK == 0 && topP == 1) {
      return drawn(weights, IntStream.range(0, values.length).toArray(), total);
    }
    int[] order = mostProbable(weights, total);
    int count = topK == 0 ? order.length : Math.min(topK, order.length);
    double of = total;
    if (topK > 0) {
      of = 0;
      for (int k = 0; k < count; k++) {
        of += weights[order[k]];
      }
    }
    double sum = 0;
    int kept = 0;
    while (kept < count && sum < topP * of) {
      sum += weights[order[kept++]];
    }
    return drawn(weights, Arrays.copyOf(order, kept), sum);
  }

  /** At least as many of the most probable as top_k and top_p take, the first one first. */
  private int[] mostProbable(double[] weights, double total) {
    for (double below = FIRST_LOOK; ; below *= 2) {
      double least = below < NEGLIGIBLE ? Math.exp(-below) : Double.MIN_VALUE;
      int[] found = IntStream.range(0, weights.length).filter(k -> weights[k] >= least).toArray();
      double sum = Arrays.stream(found).mapToDouble(k -> weights[k]).sum();
      boolean enough = topK > 0 ? found.length >= topK : sum >= topP * total;
      if (enough || below >= NEGLIGIBLE) {
        return Arrays.stream(found)
            .boxed()
            .sorted((a, b) -> Double.compare(weights[b], weights[a]))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
  }

  private int drawn(double[] weights, int[] among, double total) {
    double left = random.nextDouble() * total;
    int last = among[0];
    for (int k : among) {
      if (weights[k] > 0) {
        last = k;
        left -= weights[k];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }
}
