package io.longshore.modelserver.engine;

import java.util.Arrays;

/** Tokens to compute together, each with its sequence and position. Reusable after a clear. */
public final class Batch {
  private static final int FIRST_CAPACITY = 64;

  private int[] tokens = new int[FIRST_CAPACITY];
  private int[] sequences = new int[FIRST_CAPACITY];
  private int[] positions = new int[FIRST_CAPACITY];
  private boolean[] wanted = new boolean[FIRST_CAPACITY];
  private int size;
  private int rows;

  /**
   * Adds a token.
   *
   * @param wantLogits whether the logits after this token are wanted
   * @return its row in the logits, -1 when they aren't wanted
   */
  public int add(int token, int sequence, int position, boolean wantLogits) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * size);
      sequences = Arrays.copyOf(sequences, 2 * size);
      positions = Arrays.copyOf(positions, 2 * size);
      wanted = Arrays.copyOf(wanted, 2 * size);
    }
    tokens[size] = token;
    sequences[size] = sequence;
    positions[size] = position;
    wanted[size++] = wantLogits;
    return wantLogits ? rows++ : -1;
  }

  /**
   * Adds a run of tokens [from, to) of one sequence, the first at the position; logits are wanted
   * after the last only.
   *
   * @return the last token's row in the logits, -1 when they aren't wanted
   */
  public int add(
      int[] run, int from, int to, int sequence, int position, boolean wantLogitsOfLast) {
    int row = -1;
    for (int k = from; k < to; k++) {
      row = add(run[k], sequence, position + k - from, wantLogitsOfLast && k == to - 1);
    }
    return row;
  }

  public void clear() {
    size = 0;
    rows = 0;
  }

  public int size() {
    return size;
  }

  /** How many rows of logits are wanted. */
  public int rows() {
    return rows;
  }

  int token(int k) {
    return tokens[k];
  }

  int sequence(int k) {
    return sequences[k];
  }

  int position(int k) {
    return positions[k];
  }

  boolean wanted(int k) {
    return wanted[k];
  }
}
