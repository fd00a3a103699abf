package io.longshore.modelserver.engine;

import static io.longshore.modelserver.engine.TinyModels.HEAD;
import static io.longshore.modelserver.engine.TinyModels.HEADS;
import static io.longshore.modelserver.engine.TinyModels.HIDDEN;
import static io.longshore.modelserver.engine.TinyModels.WIDTH;

import java.util.function.IntBinaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * {@link TinyModels#encoder} computed word by word out of its definition: a score turns by the
 * distance of two tokens, whatever gives it.
 *
 * @param base of the angles
 * @param distance of a query and a key, by their places
 */
record PlainRotary(double base, IntBinaryOperator distance) {
  private static final int LAYERS = 2;
  private static final double EPSILON = 1e-6;

  /** The mean of the tokens' vectors. */
  float[] embed(int[] tokens) {
    double[][] states = new double[tokens.length][];
    for (int i = 0; i < tokens.length; i++) {
      states[i] = new double[WIDTH];
      for (int d = 0; d < WIDTH; d++) {
        states[i][d] =
            value(TinyModels.weights(1), tokens[i] * WIDTH + d) + value(TinyModels.weights(2), d);
      }
      states[i] = normalized(states[i]);
    }
    for (int layer = 0; layer < LAYERS; layer++) {
      states = layer(states);
    }
    float[] mean = new float[WIDTH];
    for (double[] state : states) {
      for (int d = 0; d < WIDTH; d++) {
        mean[d] += (float) (state[d] / states.length);
      }
    }
    return mean;
  }

  private double[][] layer(double[][] states) {
    double[][] all = new double[states.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = times(3, 3 * WIDTH, states[i]);
    }
    double[][] next = new double[states.length][];
    for (int i = 0; i < next.length; i++) {
      double[] middle = normalized(sum(states[i], times(4, WIDTH, attended(all, i))));
      double[] gate = times(6, HIDDEN, middle);
      double[] up = times(5, HIDDEN, middle);
      for (int k = 0; k < HIDDEN; k++) {
        up[k] *= gate[k] / (1 + Math.exp(-gate[k]));
      }
      next[i] = normalized(sum(middle, times(7, WIDTH, up)));
    }
    return next;
  }

  private double[] attended(double[][] all, int query) {
    double[] result = new double[WIDTH];
    for (int head = 0; head < HEADS; head++) {
      double[] weights = new double[all.length];
      double sum = 0;
      for (int key = 0; key < all.length; key++) {
        weights[key] = Math.exp(score(all, head * HEAD, query, key) / Math.sqrt(HEAD));
        sum += weights[key];
      }
      for (int key = 0; key < all.length; key++) {
        for (int d = 0; d < HEAD; d++) {
          int at = head * HEAD + d;
          result[at] += weights[key] / sum * all[key][2 * WIDTH + at];
        }
      }
    }
    return result;
  }

  private double score(double[][] all, int at, int query, int key) {
    double score = 0;
    int pairs = HEAD / 2;
    for (int k = 0; k < pairs; k++) {
      double angle = distance.applyAsInt(query, key) * Math.pow(base, -(double) k / pairs);
      double q1 = all[query][at + k];
      double q2 = all[query][at + k + pairs];
      double k1 = all[key][WIDTH + at + k];
      double k2 = all[key][WIDTH + at + k + pairs];
      score += (q1 * k1 + q2 * k2) * Math.cos(angle) - (q2 * k1 - q1 * k2) * Math.sin(angle);
    }
    return score;
  }

  private static double[] times(int seed, int rows, double[] values) {
    IntToDoubleFunction weights = TinyModels.weights(seed);
    double[] result = new double[rows];
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < values.length; k++) {
        result[row] += value(weights, row * values.length + k) * values[k];
      }
    }
    return result;
  }

  private static double value(IntToDoubleFunction weights, int k) {
    return (float) weights.applyAsDouble(k);
  }

  private static double[] sum(double[] a, double[] b) {
    double[] result = a.clone();
    for (int k = 0; k < a.length; k++) {
      result[k] += b[k];
    }
    return result;
  }

  private static double[] normalized(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double[] result = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      result[k] = (values[k] - mean) / Math.sqrt(variance + EPSILON);
    }
    return result;
  }
}
