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
  private static final int BLOCK = 4_096;

  private final MemorySegment values;
  private final int rows;
  private final int vocabulary;
  private final BooleanSupplier valid;
  private final double[] normalizers;
  private final float[] block = new float[BLOCK];

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
    for (int from = 0; from < vocabulary; from += BLOCK) {
      int size = read(scores, from);
      for (int k = 0; k < size; k++) {
        if (block[k] > most) {
          most = block[k];
          best = from + k;
        }
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
      float most = scores.getAtIndex(JAVA_FLOAT, argmax(row));
      double sum = 0;
      for (int from = 0; from < vocabulary; from += BLOCK) {
        int size = read(scores, from);
        for (int k = 0; k < size; k++) {
          sum += Math.exp(block[k] - most);
        }
      }
      normalizers[row] = most + Math.log(sum);
    }
    return normalizers[row];
  }

  /** A block from native memory: a heap array is read faster where the JVM compiles little. */
  private int read(MemorySegment scores, int from) {
    int size = Math.min(BLOCK, vocabulary - from);
    MemorySegment.copy(scores, JAVA_FLOAT, (long) from * Float.BYTES, block, 0, size);
    return size;
  }
}
