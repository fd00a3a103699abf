package io.longshore.embedder.index;

import io.longshore.contracts.document.DocumentIndexed;

/** What became of an item. */
sealed interface Outcome {
  /** Something newer is known of the document: nothing was written. */
  record Stale() implements Outcome {}

  /** The item is in the index, now or since an earlier delivery. */
  record Counted(int done, int items) implements Outcome {}

  /**
   * All items are in the index, and this version is the one that is searched.
   *
   * @param now since this delivery, not since an earlier one
   */
  record Ready(DocumentIndexed document, boolean now) implements Outcome {}
}
