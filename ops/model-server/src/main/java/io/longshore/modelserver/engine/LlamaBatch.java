package io.longshore.modelserver.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/** The C struct of a batch and its arrays, allocated once; every token is of one sequence. */
final class LlamaBatch {
  /** struct llama_batch. */
  static final StructLayout LAYOUT =
      MemoryLayout.structLayout(
          JAVA_INT.withName("n_tokens"),
          MemoryLayout.paddingLayout(Integer.BYTES),
          ADDRESS.withName("token"),
          ADDRESS.withName("embd"),
          ADDRESS.withName("pos"),
          ADDRESS.withName("n_seq_id"),
          ADDRESS.withName("seq_id"),
          ADDRESS.withName("logits"));

  private final MemorySegment struct;
  private final MemorySegment tokens;
  private final MemorySegment positions;
  private final MemorySegment sequences;
  private final MemorySegment wanted;

  LlamaBatch(Arena arena, int capacity) {
    struct = arena.allocate(LAYOUT);
    tokens = arena.allocate(JAVA_INT, capacity);
    positions = arena.allocate(JAVA_INT, capacity);
    sequences = arena.allocate(JAVA_INT, capacity);
    wanted = arena.allocate(capacity);
    MemorySegment counts = arena.allocate(JAVA_INT, capacity);
    MemorySegment pointers = arena.allocate(ADDRESS, capacity);
    for (int k = 0; k < capacity; k++) {
      counts.setAtIndex(JAVA_INT, k, 1);
      pointers.setAtIndex(ADDRESS, k, sequences.asSlice((long) k * Integer.BYTES));
    }
    point("token", tokens);
    point("pos", positions);
    point("n_seq_id", counts);
    point("seq_id", pointers);
    point("logits", wanted);
  }

  private void point(String field, MemorySegment array) {
    struct.set(ADDRESS, LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement(field)), array);
  }

  /** The struct with these tokens. */
  MemorySegment filled(Batch batch) {
    struct.set(JAVA_INT, 0, batch.size());
    for (int k = 0; k < batch.size(); k++) {
      tokens.setAtIndex(JAVA_INT, k, batch.token(k));
      positions.setAtIndex(JAVA_INT, k, batch.position(k));
      sequences.setAtIndex(JAVA_INT, k, batch.sequence(k));
      wanted.set(JAVA_BYTE, k, (byte) (batch.wanted(k) ? 1 : 0));
    }
    return struct;
  }
}
