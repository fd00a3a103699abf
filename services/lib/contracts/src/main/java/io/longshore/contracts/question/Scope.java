package io.longshore.contracts.question;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where to look.
 *
 * @param collections at least one
 * @param documents only these when not empty
 * @param pending documents of the scope that are still being taken in: an answer may lie in them
 * @param filter only documents that fulfil all of these
 * @param settings of the collection; null where it has none, and for several that differ
 */
public record Scope(
    List<CollectionId> collections,
    List<DocumentId> documents,
    int pending,
    List<Condition> filter,
    @Nullable RetrievalSettings settings) {
  @SuppressWarnings("ConstantValue") // a record of an older version has no filter
  public Scope {
    collections = List.copyOf(collections);
    documents = List.copyOf(documents);
    filter = filter == null ? List.of() : List.copyOf(filter);
  }

  /** Unfiltered. */
  public Scope(List<CollectionId> collections, List<DocumentId> documents, int pending) {
    this(collections, documents, pending, List.of(), null);
  }

  /** Of documents that are all ready. */
  public Scope(List<CollectionId> collections, List<DocumentId> documents) {
    this(collections, documents, 0);
  }

  /** Of its documents those that fulfil the conditions. */
  public Scope filtered(List<Condition> conditions) {
    return new Scope(collections, documents, pending, conditions, settings);
  }

  /** Searched in another way than by default. */
  public Scope with(@Nullable RetrievalSettings other) {
    return new Scope(collections, documents, pending, filter, other);
  }
}
