package io.longshore.models.graph;

/**
 * A learned table of positions, made ready for texts that are longer than it: first its rows as
 * they are, then the same rows stretched. A client chooses rows by {@code position_ids}, so one
 * table serves every way of placing a text.
 */
public final class PositionTable {
  /** A step of one position of e5 is so many rows of the stretched part. */
  public static final int STRETCH = 8;

  private PositionTable() {}

  /**
   * {@code n} rows become {@code n + stretch * n}. Row {@code n + stretch * k} is row {@code k},
   * bit by bit; rows between are mixed of their neighbours linearly (position interpolation, as in
   * LongEmbed); behind the last row its last step goes on (as in Long-CLIP).
   *
   * @param table row by row
   * @throws IllegalArgumentException when it hasn't at least two rows of that width
   */
  static float[] stretched(float[] table, int dimensions, int stretch) {
    int rows = dimensions < 1 ? 0 : table.length / dimensions;
    if (rows < 2 || table.length != rows * dimensions) {
      throw new IllegalArgumentException(
          "a table of positions has two rows or more, got %d numbers for rows of %d"
              .formatted(table.length, dimensions));
    }
    float[] all = new float[(1 + stretch) * table.length];
    System.arraycopy(table, 0, all, 0, table.length);
    for (int row = 0; row < stretch * rows; row++) {
      int from = row / stretch;
      float share = (float) (row % stretch) / stretch;
      int step = Math.min(from, rows - 2);
      for (int d = 0; d < dimensions; d++) {
        float start = table[from * dimensions + d];
        float slope = table[(step + 1) * dimensions + d] - table[step * dimensions + d];
        all[table.length + row * dimensions + d] = share == 0 ? start : start + share * slope;
      }
    }
    return all;
  }

  /**
   * The same layout of a table that was trained stretched: its whole steps first, then all of it.
   *
   * @param table as many rows as a multiple of the stretch
   */
  static float[] trained(float[] table, int dimensions, int stretch) {
    int rows = table.length / dimensions;
    if (rows % stretch != 0) {
      throw new IllegalArgumentException(
          "%d rows of positions are no multiple of the stretch %d".formatted(rows, stretch));
    }
    float[] all = new float[table.length / stretch + table.length];
    for (int row = 0; row < rows / stretch; row++) {
      System.arraycopy(table, row * stretch * dimensions, all, row * dimensions, dimensions);
    }
    System.arraycopy(table, 0, all, table.length / stretch, table.length);
    return all;
  }
}
