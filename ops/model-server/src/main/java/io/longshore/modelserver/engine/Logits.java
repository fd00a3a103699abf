package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Scores of every next token, one row for each that a batch wanted: views of the engine's memory,
 * valid until its next decode and refused after it.
 */
public final class Logits {
  private final MemorySegment values;
  private final int rows;
  private final int vocabulary;
  private final BooleanSupplier valid;
  private final double[] normalizers;

  /**
   * @param values [rows, vocabulary] floats
   * @param valid whether the engine's memory still holds them
   */
  Logits(MemorySegment values, int rows, int vocabulary, BooleanSupplier valid) {
    this.values = values;
    this.rows = rows;
    this.vocabulary = vocabulary;
    this.valid = valid;
    normalizers = new double[rows];
    Arrays.fill(normalizers, Double.NaN);
  }

  public int rows() {
    return rows;
  }

  public int vocabulary() {
    return vocabulary;
  }

  /** A row's scores, [vocabulary] floats, not copied. */
  public MemorySegment row(int row) {
    if (!valid.getAsBoolean()) {
      throw new IllegalStateException("these logits are of an earlier decode");
    }
    if (row < 0 || row >= rows) {
      throw new IllegalArgumentException("rows are 0 to %d, got %d".formatted(rows - 1, row));
    }
    return values.asSlice((long) row * vocabulary * Float.BYTES, (long) vocabulary * Float.BYTES);
  }

  public float score(int row, int token) {
    return row(row).getAtIndex(JAVA_FLOAT, token);
  }

  /** Natural logarithm of the token's probability. */
  public double logProbability(int row, int token) {
    return score(row, token) - normalizer(row);
  }

  /** The row's most probable token; the first of equals. */
  public int argmax(int row) {
    MemorySegment scores = row(row);
    int best = 0;
    float most = Float.NEGATIVE_INFINITY;
    for (int token = 0; token < vocabulary; token++) {
      float score = scores.getAtIndex(JAVA_FLOAT, token);
      if (score > most) {
        most = score;
        best = token;
      }
    }
    return best;
  }

  /**
   * The logarithm of the sum of exponentials of the row, computed once: what turns a score into the
   * logarithm of a probability.
   */
  public double normalizer(int row) {
    MemorySegment scores = row(row);
    if (Double.isNaN(normalizers[row])) {
      float most = Float.NEGATIVE_INFINITY;
      for (int token = 0; token < vocabulary; token++) {
        most = Math.max(most, scores.getAtIndex(JAVA_FLOAT, token));
      }
      double sum = 0;
      for (int token = 0; token < vocabulary; token++) {
        sum += Math.exp(scores.getAtIndex(JAVA_FLOAT, token) - most);
      }
      normalizers[row] = most + Math.log(sum);
    }
    return normalizers[row];
  }
}
