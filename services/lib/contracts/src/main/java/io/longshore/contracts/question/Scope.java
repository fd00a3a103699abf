package io.longshore.contracts.question;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import java.util.List;

/**
 * Where to look.
 *
 * @param collections at least one
 * @param documents only these when not empty
 * @param pending documents of the scope that are still being taken in: an answer may lie in them
 */
public record Scope(List<CollectionId> collections, List<DocumentId> documents, int pending) {
  public Scope {
    collections = List.copyOf(collections);
    documents = List.copyOf(documents);
  }

  /** Of documents that are all ready. */
  public Scope(List<CollectionId> collections, List<DocumentId> documents) {
    this(collections, documents, 0);
  }
}
