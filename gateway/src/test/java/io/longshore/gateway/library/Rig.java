package io.longshore.gateway.library;

import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.gateway.MovedClock;
import io.longshore.gateway.Transactions;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.DirectoryBlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The library on the real database, as its service role, with a clock that the test moves. */
final class Rig {
  static final Principal ONE = new Principal(1, "local", List.of());
  static final Principal TWO = new Principal(2, "other", List.of());

  final Json json = new Json();
  final Transactions transactions;
  final Sent sent = new Sent();
  final MovedClock clock = new MovedClock();
  final OutboxProperties limits;
  final BlobStore blobs;
  final OutboxRepository outboxRows = new OutboxRepository(json);
  final DocumentRepository documents = new DocumentRepository(json);
  final VersionRepository versions = new VersionRepository(json);
  final DeletionRepository deletionRows = new DeletionRepository();
  final BlobRepository blobRows = new BlobRepository();
  final CollectionRepository collections = new CollectionRepository(json);
  final Outbox outbox;
  final Uploads uploads;
  final Deletions deletions;
  final DocumentProgress progress;
  final Library library;
  final Answers answers;

  Rig(Path folder, OutboxProperties limits) {
    this(folder, limits, new DriverManagerDataSource());
  }

  /** On connections of another kind. */
  Rig(Path folder, OutboxProperties limits, DriverManagerDataSource source) {
    this.limits = limits;
    transactions = Transactions.migrated(source);
    blobs = new DirectoryBlobStore(folder);
    outbox = new Outbox(transactions, outboxRows, versions, sent, limits, clock);
    uploads =
        new Uploads(
            transactions,
            collections,
            documents,
            versions,
            blobRows,
            outboxRows,
            outbox,
            blobs,
            clock);
    var answerRows = new AnswerRepository(json, new AnswerSourceRepository());
    deletions =
        new Deletions(
            transactions,
            deletionRows,
            blobRows,
            documents,
            collections,
            answerRows,
            outboxRows,
            outbox,
            blobs,
            clock);
    answers = new Answers(transactions, answerRows, new ConversationRepository(), clock);
    progress =
        new DocumentProgress(transactions, versions, outboxRows, limits, outbox, deletions, clock);
    library = new Library(transactions, collections, documents, new ScopeRepository(json), clock);
  }

  /** Looks often, and bounds nothing that the test does not name. */
  static OutboxProperties limits(int inFlight, int perTenant, int attempts) {
    return new OutboxProperties(
        Duration.ofMillis(10),
        16,
        inFlight,
        perTenant,
        attempts,
        Duration.ofSeconds(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(8));
  }

  Document upload(Principal principal, String name, String text) {
    return upload(principal, name, text, List.of());
  }

  Document upload(Principal principal, String name, String text, List<String> readers) {
    return upload(principal, null, name, text, readers);
  }

  Document upload(
      Principal principal,
      @Nullable String collection,
      String name,
      String text,
      @Nullable List<String> readers) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return uploads.take(
        principal,
        new Upload(
            collection,
            name,
            "text/plain",
            bytes.length,
            new ByteArrayResource(bytes),
            List.of(),
            null,
            null,
            readers));
  }

  /** What is to be sent now. */
  List<OutboxRepository.Due> claim() {
    return transactions.system(jdbc -> outboxRows.claim(jdbc, limits, clock.instant()));
  }

  /** What left, in its order. */
  static final class Sent implements Sender {
    final Queue<DocumentSubmitted> all = new ConcurrentLinkedQueue<>();

    /** What becomes of the next record; null is good. */
    volatile @Nullable Throwable trouble;

    @Override
    public void send(String topic, String key, Object record) {
      sendAsync(topic, key, record).join();
    }

    @Override
    public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
      var now = trouble;
      if (now instanceof Error error) {
        trouble = null;
        throw error;
      }
      if (now != null) {
        return CompletableFuture.failedFuture(now);
      }
      all.add((DocumentSubmitted) record);
      return CompletableFuture.completedFuture(null);
    }

    long submissions(Principal of) {
      return all.stream()
          .filter(one -> one.action() == Action.SUBMIT)
          .filter(one -> one.principal().equals(of))
          .count();
    }
  }
}
