package io.longshore.embedder.index;

import io.longshore.contracts.document.SectionsSubmitted;
import org.springframework.stereotype.Component;

/** Indexes without a stream. */
@Component
public class Indexing {
  private final Indexer indexer;

  Indexing(Indexer indexer) {
    this.indexer = indexer;
  }

  public void index(SectionsSubmitted item) {
    indexer.index(item);
  }
}
