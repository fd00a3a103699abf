package io.longshore.contracts.question;

import java.util.List;

/**
 * The embedder's part.
 *
 * @param passages best first, at most {@link io.longshore.contracts.Limits#RETRIEVED_PASSAGES};
 *     where documents were searched for the best one of each, then the second one of each
 * @param generation of the index that was searched
 * @param documents how many documents the scope held
 * @param passagesSearched how many passages the scope held
 */
public record Retrieved(
    List<Passage> passages, String generation, int documents, int passagesSearched) {
  public Retrieved {
    passages = List.copyOf(passages);
  }
}
