package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.Scope;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What is there: collections and documents. */
@Service
public final class Library {
  /** How many collections are listed. */
  private static final int COLLECTIONS_MAX = 1_000;

  /** Of a question before anything was handed in: who asks makes no collection. */
  private static final Scope NOWHERE =
      new Scope(List.of(new CollectionId(new UUID(0, 0))), List.of());

  private final TenantTransaction transactions;
  private final CollectionRepository collections;
  private final DocumentRepository documents;
  private final ScopeRepository scopes;
  private final Clock clock;

  Library(
      TenantTransaction transactions,
      CollectionRepository collections,
      DocumentRepository documents,
      ScopeRepository scopes,
      Clock clock) {
    this.transactions = transactions;
    this.collections = collections;
    this.documents = documents;
    this.scopes = scopes;
    this.clock = clock;
  }

  /**
   * @throws LibraryProblem when there never was one
   */
  public Document document(Principal principal, DocumentId id) {
    return transactions
        .read(
            principal,
            jdbc -> {
              documents.requireReadable(jdbc, principal, id);
              return documents.find(jdbc, id, clock.instant());
            })
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
                      .find(jdbc, principal, collection)
                      .orElseThrow(() -> LibraryProblem.noCollection(collection))
                      .id();
          return Page.of(
              documents.list(jdbc, principal, within, after, limit + 1, clock.instant()),
              limit,
              document -> document.id().toString());
        });
  }

  /**
   * @throws LibraryProblem when the name is taken or is none
   */
  public DocumentCollection createCollection(
      Principal principal, String given, DocumentCollection.Change said) {
    String name = Names.collection(given);
    return transactions.call(
        principal,
        jdbc -> {
          if (!collections.insert(jdbc, principal, name, clock.instant())) {
            throw LibraryProblem.conflict(
                "collection-exists", "There is a collection “%s” already.".formatted(name));
          }
          collections.change(jdbc, found(jdbc, principal, name).id(), said);
          return found(jdbc, principal, name);
        });
  }

  /**
   * Says how a collection is searched from now on, and for whom it is.
   *
   * @throws LibraryProblem when there is none, or it is not for the principal to say
   */
  public DocumentCollection changeCollection(
      Principal principal, String name, DocumentCollection.Change change) {
    return transactions.call(
        principal,
        jdbc -> {
          var before = found(jdbc, principal, name);
          if (!before.isEditedBy(principal)) {
            throw LibraryProblem.notEditor();
          }
          boolean forWhom = change.readers() != null || change.editors() != null;
          if (forWhom && !principal.owner().equals(before.owner())) {
            throw LibraryProblem.forbidden(
                "readers-not-yours",
                "Only who made “%s” says who reads and changes it.".formatted(before.name()));
          }
          collections.change(jdbc, before.id(), change);
          return found(jdbc, principal, name);
        });
  }

  /** By name. */
  public List<DocumentCollection> collections(Principal principal) {
    return transactions.read(principal, jdbc -> collections.list(jdbc, principal, COLLECTIONS_MAX));
  }

  /**
   * @throws LibraryProblem when there is none
   */
  public DocumentCollection collection(Principal principal, String name) {
    return transactions.read(principal, jdbc -> found(jdbc, principal, name));
  }

  private DocumentCollection found(JdbcClient jdbc, Principal principal, String name) {
    return collections
        .find(jdbc, principal, name)
        .orElseThrow(() -> LibraryProblem.noCollection(name));
  }

  /**
   * Where to look, and how many documents there are not ready yet. Without a collection and
   * documents it is the collection {@code default}; with documents alone it is theirs. It holds no
   * collection that the principal may not read.
   *
   * @throws LibraryProblem when a name or id is unknown, or a document is not in the collection
   */
  public Scope scope(
      Principal principal, @Nullable String collection, List<DocumentId> documentIds) {
    var named = collection == null || collection.isBlank() ? null : collection;
    return transactions.read(
        principal,
        jdbc -> {
          if (!documentIds.isEmpty()) {
            return scopeOf(jdbc, principal, named, documentIds);
          }
          if (named != null) {
            return scopes
                .ofCollection(jdbc, principal, named)
                .orElseThrow(() -> LibraryProblem.noCollection(named));
          }
          return scopes.ofCollection(jdbc, principal, DocumentCollection.DEFAULT).orElse(NOWHERE);
        });
  }

  private Scope scopeOf(
      JdbcClient jdbc,
      Principal principal,
      @Nullable String collection,
      List<DocumentId> documentIds) {
    var ids = documentIds.stream().distinct().toList();
    var found = scopes.documents(jdbc, principal, ids);
    var fitting =
        found.stream()
            .filter(
                one -> collection == null || one.collectionName().equals(Names.wanted(collection)))
            .collect(Collectors.toMap(ScopeRepository.Wanted::document, Function.identity()));
    for (var id : ids) {
      if (!fitting.containsKey(id)) {
        throw collection == null || collections.find(jdbc, principal, collection).isPresent()
            ? LibraryProblem.noDocument(id)
            : LibraryProblem.noCollection(collection);
      }
    }
    return new Scope(
            ids.stream()
                .map(fitting::get)
                .map(ScopeRepository.Wanted::collection)
                .distinct()
                .toList(),
            ids,
            (int) fitting.values().stream().filter(ScopeRepository.Wanted::pending).count())
        .with(common(fitting.values()));
  }

  /** Settings that all their collections have; null, for the defaults, when these differ. */
  private static @Nullable RetrievalSettings common(Collection<ScopeRepository.Wanted> documents) {
    var different =
        documents.stream().map(ScopeRepository.Wanted::settings).collect(Collectors.toSet());
    return different.size() == 1 ? different.iterator().next().orElse(null) : null;
  }
}
