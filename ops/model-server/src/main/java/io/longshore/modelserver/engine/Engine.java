package io.longshore.modelserver.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * One loaded model with its key-value cache. Not thread-safe: one thread at a time owns it.
 *
 * <p>The cache holds cells; a cell is one token's keys and values at one position, and belongs to
 * one or more sequences. Sequences are numbered from 0. What a model's attention does not allow is
 * refused with {@link EngineFailure.NotSupported}; arguments that can't be right with {@link
 * IllegalArgumentException}, before anything has changed.
 */
public interface Engine extends AutoCloseable {
  /** An adapter and how strongly it counts; 1 is as it was trained. */
  record Scaled(Adapter adapter, float scale) {}

  Capabilities capabilities();

  /**
   * Tokens of a text; never adds a beginning or an end by itself.
   *
   * @param special whether control tokens written in the text are read as such
   */
  int[] tokenize(String text, boolean special);

  /** The token's bytes, which may be a part of a code point; none for a control token. */
  byte[] piece(int token);

  /** Whether the model ends its turn with this token. */
  boolean endsGeneration(int token);

  /** The token that begins a text, -1 when the model wants none. */
  int beginning();

  /** As {@link #decode(Batch, BooleanSupplier)}, without a way to stop. */
  default Logits decode(Batch batch) {
    return decode(batch, () -> false);
  }

  /**
   * Computes the batch's tokens and keeps their keys. Sequences do not see each other, so several
   * prompts may be in one batch (prepacking). Within a sequence, positions follow on {@link
   * #length}.
   *
   * <p>When it fails or is stopped, the sequences are as long as they were before; those of a model
   * whose sequences have no parts (a recurrent state, a sliding window that forgets) are empty.
   *
   * @param stop asked often while it computes, on this thread; true ends it
   * @return rows in the batch's order of those wanted
   * @throws EngineFailure.NoRoom when fewer cells than tokens are free
   * @throws EngineFailure.Stopped when it was stopped
   */
  Logits decode(Batch batch, BooleanSupplier stop);

  /**
   * Computes with so many threads from the next decode on, for batches of one token and for larger
   * ones.
   */
  void threads(int single, int batch);

  /** Forgets the positions [from, to) of a sequence; to = -1: up to its end. */
  void remove(int sequence, int from, int to);

  /**
   * Lets the target have the source's cells at [from, to) too; to = -1: up to its end. Takes no
   * cells and no time. The target must have none of these positions.
   */
  void copy(int source, int target, int from, int to);

  /**
   * Moves the positions [from, to) by delta: keys are turned to their new positions at the next
   * decode. Cells that other sequences have as well are refused, since they would move there too.
   */
  void add(int sequence, int from, int to, int delta);

  /** Divides the positions [from, to), rounding down; otherwise as {@link #add}. */
  void divide(int sequence, int from, int to, int divisor);

  /** The sequence's highest position + 1; 0 when it is empty. */
  int length(int sequence);

  /** Cells that hold nothing. */
  int free();

  /** The sequence's positions, keys and values, for {@link #restore} on the same model. */
  byte[] save(int sequence);

  /**
   * Puts a saved state into a sequence, whose cells are forgotten first. The cells are its own,
   * whoever shared them when they were saved.
   *
   * @throws EngineFailure.StateRefused when it is damaged or another model's
   */
  void restore(int sequence, byte[] state);

  /** Loads a low-rank adapter of this model; it counts from {@link #use} on. */
  Adapter load(Path gguf);

  /**
   * Applies these adapters from the next decode on, and no others. Keys that are in the cache stay
   * as they were computed.
   */
  void use(List<Scaled> adapters);

  @Override
  void close();
}
