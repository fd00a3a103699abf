package io.longshore.contracts.generation;

import io.longshore.contracts.CollectionId;
import org.jspecify.annotations.Nullable;

/**
 * Asks the embedder for a collection's generations, or to change them; the reply is {@link
 * CollectionGenerations} as they are then. Doing the same twice is doing it once.
 *
 * @param verb null: the reader does not know it
 * @param id which one to switch to or to drop; else null
 * @param recipe of the one to build; else null
 */
public record GenerationsRequest(
    CollectionId collection,
    @Nullable Verb verb,
    @Nullable String id,
    @Nullable GenerationRecipe recipe) {
  /** Of the request. */
  public static final String KIND = "generations";

  /** The collection has no generation with this id. */
  public static final String NOT_FOUND = "generation-not-found";

  /** Another one has to be dropped or finished first, or documents have to be erased. */
  public static final String CONFLICT = "generation-conflict";

  /** It lacks documents. */
  public static final String NOT_READY = "generation-not-ready";

  /** The recipe is none. */
  public static final String BAD_RECIPE = "bad-recipe";

  /** What to do. */
  public enum Verb {
    LIST,
    /** Begins to build a candidate beside the one that is searched. */
    BUILD,
    /** Searches the candidate from now on, or the previous one again. */
    SWITCH,
    /** Searches the previous one again, whatever it lacks. */
    ROLL_BACK,
    /** Forgets the candidate or the previous one. */
    DROP,
    /**
     * Forgets what the collection has chosen: it is deleted. Refused ({@link #CONFLICT}) as long as
     * documents of it are not erased.
     */
    FORGET
  }
}
