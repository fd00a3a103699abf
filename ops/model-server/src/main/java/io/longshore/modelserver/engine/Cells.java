package io.longshore.modelserver.engine;

import java.util.Arrays;

/**
 * Which cells of the cache are taken, by whom and at which position: the same book that llama.cpp
 * keeps and does not show. Needed to know what is free and to refuse what would go wrong.
 */
final class Cells {
  private static final int FREE = -1;

  private final int[] positions;
  private final long[] owners;
  private final int[] lengths;
  private final int[] unused;
  private int free;

  Cells(int count, int sequences) {
    positions = new int[count];
    owners = new long[count];
    lengths = new int[sequences];
    unused = new int[count];
    for (int cell = 0; cell < count; cell++) {
      positions[cell] = FREE;
      unused[free++] = count - 1 - cell;
    }
  }

  int free() {
    return free;
  }

  int length(int sequence) {
    return lengths[sequence];
  }

  /** Throws {@link EngineFailure.NoRoom} when fewer cells are free. */
  void checkRoom(int tokens) {
    if (tokens > free) {
      throw new EngineFailure.NoRoom(
          "%d tokens need as many cells, of %d only %d are free"
              .formatted(tokens, positions.length, free));
    }
  }

  /**
   * Where each sequence goes on in the batch, -1 for those that are not in it. Throws when their
   * positions do not follow on or when there is no room.
   */
  int[] starts(Batch batch) {
    int[] starts = new int[lengths.length];
    int[] next = lengths.clone();
    Arrays.fill(starts, -1);
    for (int k = 0; k < batch.size(); k++) {
      int sequence = batch.sequence(k);
      if (batch.position(k) != next[sequence]++) {
        throw new IllegalArgumentException(
            "sequence %d goes on at position %d, got %d"
                .formatted(sequence, next[sequence] - 1, batch.position(k)));
      }
      starts[sequence] = lengths[sequence];
    }
    checkRoom(batch.size());
    return starts;
  }

  void take(Batch batch) {
    for (int k = 0; k < batch.size(); k++) {
      take(batch.sequence(k), batch.position(k));
    }
  }

  void take(int sequence, int position) {
    int cell = unused[--free];
    positions[cell] = position;
    owners[cell] = bit(sequence);
    lengths[sequence] = Math.max(lengths[sequence], position + 1);
  }

  void remove(int sequence, int from, int to) {
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, sequence, from, to)) {
        owners[cell] &= ~bit(sequence);
        if (owners[cell] == 0) {
          positions[cell] = FREE;
          unused[free++] = cell;
        }
      }
    }
    measure(sequence);
  }

  void copy(int source, int target, int from, int to) {
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, source, from, to)) {
        owners[cell] |= bit(target);
      }
    }
    measure(target);
  }

  void add(int sequence, int from, int to, int delta) {
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, sequence, from, to)) {
        positions[cell] += delta;
      }
    }
    measure(sequence);
  }

  void divide(int sequence, int from, int to, int divisor) {
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, sequence, from, to)) {
        positions[cell] /= divisor;
      }
    }
    measure(sequence);
  }

  /** Whether the sequence has a position in [from, to). */
  boolean any(int sequence, int from, int to) {
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, sequence, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Whether another sequence has one of these cells as well. */
  boolean shared(int sequence, int from, int to) {
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, sequence, from, to) && owners[cell] != bit(sequence)) {
        return true;
      }
    }
    return false;
  }

  /** The sequence's positions, in no order. */
  int[] positions(int sequence) {
    int[] found = new int[positions.length];
    int count = 0;
    for (int cell = 0; cell < positions.length; cell++) {
      if (has(cell, sequence, 0, Integer.MAX_VALUE)) {
        found[count++] = positions[cell];
      }
    }
    return Arrays.copyOf(found, count);
  }

  private boolean has(int cell, int sequence, int from, int to) {
    return (owners[cell] & bit(sequence)) != 0 && positions[cell] >= from && positions[cell] < to;
  }

  private void measure(int sequence) {
    int length = 0;
    for (int cell = 0; cell < positions.length; cell++) {
      if ((owners[cell] & bit(sequence)) != 0) {
        length = Math.max(length, positions[cell] + 1);
      }
    }
    lengths[sequence] = length;
  }

  private static long bit(int sequence) {
    return 1L << sequence;
  }
}
