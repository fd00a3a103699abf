package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.generation.KeptKeys.Lease;

/** What happens once a prompt is read. */
sealed interface Course permits Writing, Scoring {
  /** Most tokens that it will have behind the prompt at one time. */
  int ahead();

  /** It has a place: its prompt is read from now on. */
  default void leftTheLine() {}

  /**
   * The prompt is read.
   *
   * @param row of its last token
   * @return whether that was all
   */
  boolean begin(Logits logits, int row, Lease lease);

  /**
   * Adds what is to be decoded next.
   *
   * @param most tokens; 1 is always possible
   * @return how many it added
   */
  int add(Batch batch, KeptKeys keys, Lease lease, int most);

  /** What was added is decoded; returns whether that was all. */
  boolean took(Logits logits, KeptKeys keys, Lease lease);

  void cancelled();

  void failed(RuntimeException failure);
}
