package io.longshore.contracts.generation;

import org.jspecify.annotations.Nullable;

/**
 * @param id the same for the same recipe
 * @param state null: the reader does not know it
 * @param key of its vectors: the model's, and how they are made
 * @param documentsDone that are in it as they are searched now
 * @param documents that are searched now
 * @param comparison with the one that was searched when it was a candidate; null without questions
 */
public record CollectionGeneration(
    String id,
    @Nullable State state,
    GenerationRecipe recipe,
    String key,
    long documentsDone,
    long documents,
    @Nullable GenerationComparison comparison) {
  /** What it is to its collection. */
  public enum State {
    BUILDING,
    /** Complete: it can be switched to. */
    READY,
    /** It is searched. */
    SERVING,
    /** It was searched before the last switch, and can be switched to. */
    PREVIOUS
  }
}
