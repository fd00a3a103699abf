package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantRows;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Forgets documents: tells the rooms, hears from each that it holds nothing any more, then lets the
 * blobs go and takes the document out of the answers that quote it.
 */
@Service
public final class Deletions {
  /** Every room that keeps something of a document. A room that starts to joins here. */
  static final Set<String> OWNERS = Set.of(Rooms.EMBEDDER, Rooms.MEMORY);

  private static final Logger log = LoggerFactory.getLogger(Deletions.class);

  private final TenantTransaction transactions;
  private final DeletionRepository rows;
  private final BlobRepository blobRows;
  private final DocumentRepository documents;
  private final CollectionRepository collections;
  private final AnswerRepository answers;
  private final OutboxRepository outboxRows;
  private final Outbox outbox;
  private final BlobStore blobs;
  private final Clock clock;

  Deletions(
      TenantTransaction transactions,
      DeletionRepository rows,
      BlobRepository blobRows,
      DocumentRepository documents,
      CollectionRepository collections,
      AnswerRepository answers,
      OutboxRepository outboxRows,
      Outbox outbox,
      BlobStore blobs,
      Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.blobRows = blobRows;
    this.documents = documents;
    this.collections = collections;
    this.answers = answers;
    this.outboxRows = outboxRows;
    this.outbox = outbox;
    this.blobs = blobs;
    this.clock = clock;
  }

  /** Starts to forget a document; a second time changes nothing. */
  public Document delete(Principal principal, DocumentId id) {
    var document =
        transactions.call(
            principal,
            jdbc -> {
              documents.requireEditable(jdbc, principal, id);
              mark(jdbc, principal, id);
              return documents
                  .find(jdbc, id, clock.instant())
                  .orElseThrow(() -> LibraryProblem.noDocument(id));
            });
    outbox.wake();
    return document;
  }

  /**
   * Frees the name of a collection and starts to forget all that it holds.
   *
   * @throws LibraryProblem when it is not for the principal to change, or something in it not to
   *     read
   */
  public DocumentCollection deleteCollection(Principal principal, String name) {
    var deleted =
        transactions.call(
            principal,
            jdbc -> {
              var collection =
                  collections
                      .find(jdbc, principal, name)
                      .orElseThrow(() -> LibraryProblem.noCollection(name));
              if (!collection.isEditedBy(principal)) {
                throw LibraryProblem.notEditor();
              }
              collections.delete(jdbc, collection.id(), clock.instant());
              if (rows.holdsHidden(jdbc, principal, collection.id())) {
                throw LibraryProblem.forbidden(
                    "documents-hidden",
                    "“%s” holds documents that you may not read, so you can't delete it whole."
                        .formatted(collection.name()));
              }
              rows.alive(jdbc, collection.id(), Integer.MAX_VALUE)
                  .forEach(id -> mark(jdbc, principal, id));
              return collection;
            });
    outbox.wake();
    return deleted;
  }

  /**
   * The same of one of a tenant that is deleted, whosever it is: so many documents a transaction,
   * and the collection with the last of them.
   */
  void deleteCollection(int tenant, CollectionId id) {
    boolean more = true;
    while (more) {
      more = transactions.call(tenant, jdbc -> deleteSome(jdbc, tenant, id));
      outbox.wake();
    }
  }

  /**
   * @return whether there may be more
   */
  private boolean deleteSome(JdbcClient jdbc, int tenant, CollectionId id) {
    collections.lock(jdbc, id);
    var some = rows.alive(jdbc, id, TenantRows.BATCH);
    var principal = new Principal(tenant, Rooms.GATEWAY, List.of());
    some.forEach(document -> mark(jdbc, principal, document));
    boolean more = some.size() == TenantRows.BATCH;
    if (!more) {
      collections.delete(jdbc, id, clock.instant());
    }
    return more;
  }

  /** Takes what an owner reported. */
  void erased(Progress progress, DocumentId id) {
    transactions.run(
        progress.principal(),
        jdbc -> {
          var now = clock.instant();
          var by = rows.erased(jdbc, id, progress.version(), progress.room(), now);
          if (by.containsAll(OWNERS)) {
            blobRows.own(jdbc, id).forEach(blobs::delete);
            answers.erase(jdbc, id);
            rows.deleted(jdbc, id, now);
            outboxRows.done(jdbc, id, progress.version());
            log.info("document deleted documentId={}", id);
          }
        });
  }

  /** Lets go what was made of a document after it was deleted. */
  void releaseLate(JdbcClient jdbc, DocumentId id) {
    if (rows.isDeleted(jdbc, id)) {
      blobRows.own(jdbc, id).forEach(blobs::delete);
    }
  }

  private void mark(JdbcClient jdbc, Principal principal, DocumentId id) {
    var now = clock.instant();
    rows.mark(jdbc, id, now)
        .ifPresent(order -> {
          outboxRows.replace(jdbc, submitted(principal, order), true, now);
          log.info("document deleting documentId={} version={}", id, order.version());
        });
  }

  private static DocumentSubmitted submitted(Principal principal, DeletionRepository.Order order) {
    return new DocumentSubmitted(
        Action.DELETE,
        principal,
        order.document(),
        order.version(),
        order.collection(),
        order.name(),
        null,
        0,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0);
  }
}
