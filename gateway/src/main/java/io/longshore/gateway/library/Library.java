package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.Scope;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What is there: collections and documents. */
@Service
public final class Library {
  /** How many collections are listed. */
  private static final int COLLECTIONS_MAX = 1_000;

  private final TenantTransaction transactions;
  private final CollectionRepository collections;
  private final DocumentRepository documents;
  private final Clock clock;

  Library(
      TenantTransaction transactions,
      CollectionRepository collections,
      DocumentRepository documents,
      Clock clock) {
    this.transactions = transactions;
    this.collections = collections;
    this.documents = documents;
    this.clock = clock;
  }

  /**
   * @throws LibraryProblem when there never was one
   */
  public Document document(Principal principal, DocumentId id) {
    return transactions
        .read(principal, jdbc -> documents.find(jdbc, id, clock.instant()))
        .orElseThrow(() -> LibraryProblem.noDocument(id));
  }

  /**
   * Documents, newest first, without deleted ones.
   *
   * @param collection only of this one
   * @param after the last document of the page before
   */
  public Page<Document> documents(
      Principal principal, @Nullable String collection, @Nullable DocumentId after, int limit) {
    return transactions.read(
        principal,
        jdbc -> {
          var within =
              collection == null
                  ? null
                  : collections
                      .find(jdbc, collection)
                      .orElseThrow(() -> LibraryProblem.noCollection(collection))
                      .id();
          return Page.of(
              documents.list(jdbc, within, after, limit + 1, clock.instant()),
              limit,
              document -> document.id().toString());
        });
  }

  /**
   * @throws LibraryProblem when the name is taken or is none
   */
  public DocumentCollection createCollection(Principal principal, String given) {
    String name = Names.collection(given);
    return transactions.call(
        principal,
        jdbc -> {
          if (!collections.insert(jdbc, name, clock.instant())) {
            throw LibraryProblem.conflict(
                "collection-exists", "There is a collection “%s” already.".formatted(name));
          }
          return collections.find(jdbc, name).orElseThrow(() -> LibraryProblem.noCollection(name));
        });
  }

  /** By name. */
  public List<DocumentCollection> collections(Principal principal) {
    return transactions.read(principal, jdbc -> collections.list(jdbc, COLLECTIONS_MAX));
  }

  /**
   * @throws LibraryProblem when there is none
   */
  public DocumentCollection collection(Principal principal, String name) {
    return transactions
        .read(principal, jdbc -> collections.find(jdbc, name))
        .orElseThrow(() -> LibraryProblem.noCollection(name));
  }

  /**
   * Where to look. Without a collection and documents it is the collection {@code default}; with
   * documents alone it is theirs.
   *
   * @throws LibraryProblem when a name or id is unknown, or a document is not in the collection
   */
  public Scope scope(
      Principal principal, @Nullable String collection, List<DocumentId> documentIds) {
    return transactions.call(
        principal,
        jdbc -> {
          var within = new LinkedHashSet<CollectionId>();
          if (collection != null && !collection.isBlank()) {
            within.add(
                collections
                    .find(jdbc, collection)
                    .orElseThrow(() -> LibraryProblem.noCollection(collection))
                    .id());
          } else if (documentIds.isEmpty()) {
            within.add(collections.findOrCreate(jdbc, DocumentCollection.DEFAULT, clock.instant()));
          }
          boolean fixed = !within.isEmpty();
          for (var id : new LinkedHashSet<>(documentIds)) {
            var version =
                documents.alive(jdbc, id).orElseThrow(() -> LibraryProblem.noDocument(id));
            if (fixed && !within.contains(version.collection())) {
              throw LibraryProblem.noDocument(id);
            }
            within.add(version.collection());
          }
          var scope = new Scope(List.copyOf(within), documentIds.stream().distinct().toList());
          return new Scope(scope.collections(), scope.documents(), documents.pending(jdbc, scope));
        });
  }
}
