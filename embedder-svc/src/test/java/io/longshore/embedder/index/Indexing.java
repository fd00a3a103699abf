package io.longshore.embedder.index;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.SectionsSubmitted;
import org.springframework.stereotype.Component;

/** Indexes without a stream. */
@Component
public class Indexing {
  private final Indexer indexer;
  private final Upkeep upkeep;

  Indexing(Indexer indexer, Upkeep upkeep) {
    this.indexer = indexer;
    this.upkeep = upkeep;
  }

  /** Whether its document can be searched now. */
  public boolean index(SectionsSubmitted item) {
    return indexer.index(item) instanceof Outcome.Ready;
  }

  public void erase(Principal principal, DocumentId document, int version) {
    indexer.erase(principal, document, version);
  }

  public void upkeep() {
    upkeep.merge();
    upkeep.reindex();
  }
}
