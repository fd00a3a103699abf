package io.longshore.contracts.question;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import java.util.List;

/**
 * Where to look.
 *
 * @param collections at least one
 * @param documents only these when not empty
 */
public record Scope(List<CollectionId> collections, List<DocumentId> documents) {
  public Scope {
    collections = List.copyOf(collections);
    documents = List.copyOf(documents);
  }
}
