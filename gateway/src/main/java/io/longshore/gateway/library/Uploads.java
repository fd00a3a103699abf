package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.Metadatum;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.tenant.TenantTransaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Takes documents in: bytes to the blob store, then row and outbox in one transaction. */
@Service
public final class Uploads {
  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  /** How often a document or blob that is deleted at the same moment is tried anew. */
  private static final int TRIES = 3;

  private final TenantTransaction transactions;
  private final CollectionRepository collections;
  private final DocumentRepository documents;
  private final VersionRepository versions;
  private final BlobRepository blobRows;
  private final OutboxRepository outboxRows;
  private final Outbox outbox;
  private final BlobStore blobs;
  private final Clock clock;

  Uploads(
      TenantTransaction transactions,
      CollectionRepository collections,
      DocumentRepository documents,
      VersionRepository versions,
      BlobRepository blobRows,
      OutboxRepository outboxRows,
      Outbox outbox,
      BlobStore blobs,
      Clock clock) {
    this.transactions = transactions;
    this.collections = collections;
    this.documents = documents;
    this.versions = versions;
    this.blobRows = blobRows;
    this.outboxRows = outboxRows;
    this.outbox = outbox;
    this.blobs = blobs;
    this.clock = clock;
  }

  /**
   * Takes a document in. The same name in the same collection is a new version of the same
   * document; the same bytes with the same data about them change nothing, unless they failed. One
   * that is refused is not kept; where that is only known with its row, as when somebody else takes
   * the name meanwhile, its bytes are an orphan and go with the others.
   */
  public Document take(Principal principal, Upload upload) {
    if (upload.bytes() == 0) {
      throw LibraryProblem.badRequest("file-empty", "The file has no bytes.");
    }
    String name = Names.document(upload.name());
    String collection =
        Names.collection(
            upload.collection() == null || upload.collection().isBlank()
                ? DocumentCollection.DEFAULT
                : upload.collection());
    var type =
        FileType.of(name, upload.declaredType(), head(upload))
            .orElseThrow(() -> LibraryProblem.unsupportedFormat(name));
    // before its bytes are kept, and again with its row
    transactions.run(
        principal,
        jdbc ->
            collections
                .editable(jdbc, principal, collection)
                .flatMap(into -> documents.alive(jdbc, into, name))
                .ifPresent(before -> requireReadable(principal, before)));
    for (int tries = 1; ; tries++) {
      String blob = keep(principal, upload);
      try {
        var document =
            transactions.call(
                principal, jdbc -> insert(jdbc, principal, upload, collection, name, type, blob));
        outbox.wake();
        return document;
      } catch (ConcurrentChange e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
  }

  private Document insert(
      JdbcClient jdbc,
      Principal principal,
      Upload upload,
      String collectionName,
      String name,
      FileType type,
      String blob) {
    var now = clock.instant();
    blobRows.lock(jdbc, blob);
    if (!blobs.exists(blob)) {
      throw new ConcurrentChange("the same bytes were just deleted with another document");
    }
    var collection = collections.findOrCreate(jdbc, principal, collectionName, now);
    var id = documents.findOrCreate(jdbc, collection, name, principal.owner(), now);
    var before = documents.alive(jdbc, id);
    before.ifPresent(version -> requireReadable(principal, version));
    var next =
        new Version(
            id,
            before.map(Version::version).orElse(0) + 1,
            collection,
            name,
            blob,
            upload.bytes(),
            type.mediaType(),
            upload.language(),
            upload.date(),
            upload.metadata(),
            before.map(Version::owner).orElse(principal.owner()),
            upload.readers() == null
                ? before.map(Version::readers).orElse(List.of())
                : upload.readers());
    var known = documents.find(jdbc, id, now);
    if (before.filter(next::sameAs).isPresent()
        && known.filter(document -> document.state() != DocumentState.FAILED).isPresent()) {
      return known.get();
    }
    before.ifPresent(version -> requireReadersFrom(principal, version, next));
    versions.insert(jdbc, next, now);
    int revision = documents.nextRevision(jdbc, id);
    var submission = submitted(principal, next, Action.SUBMIT, revision);
    outboxRows.replace(jdbc, submission, false, now);
    if (before.filter(version -> !version.hasReadersOf(next)).isPresent()) {
      // holds at once, for the version that is searched meanwhile
      var description = submitted(principal, next, Action.DESCRIBE, revision);
      outboxRows.describe(jdbc, submission, description, now);
    }
    log.info("document queued documentId={} version={} bytes={}", id, next.version(), next.bytes());
    return Objects.requireNonNull(documents.find(jdbc, id, now).orElse(null));
  }

  /**
   * Says other things about a document. Nothing of its text is parsed or embedded again.
   *
   * @param metadata in the place of all that was said; null leaves it as it is
   * @param readers null leaves them as they are
   * @throws LibraryProblem when somebody else than its owner says who reads it
   */
  public Document describe(
      Principal principal,
      DocumentId id,
      @Nullable List<Metadatum> metadata,
      @Nullable List<String> readers) {
    var document =
        transactions.call(
            principal,
            jdbc -> {
              var now = clock.instant();
              DocumentRepository.lock(jdbc, id);
              documents.requireEditable(jdbc, principal, id);
              var before =
                  documents.alive(jdbc, id).orElseThrow(() -> LibraryProblem.noDocument(id));
              var next = before.described(metadata, readers);
              requireReadersFrom(principal, before, next);
              versions.describe(jdbc, next, now);
              int revision = documents.nextRevision(jdbc, id);
              outboxRows.describe(
                  jdbc,
                  submitted(principal, next, Action.SUBMIT, revision),
                  submitted(principal, next, Action.DESCRIBE, revision),
                  now);
              return documents.find(jdbc, id, now).orElseThrow(() -> LibraryProblem.noDocument(id));
            });
    outbox.wake();
    return document;
  }

  private static void requireReadable(Principal principal, Version before) {
    if (!principal.mayRead(before.owner(), before.readers())) {
      throw LibraryProblem.nameTaken(before.name());
    }
  }

  private static void requireReadersFrom(Principal principal, Version before, Version next) {
    if (!principal.owner().equals(before.owner()) && !before.hasReadersOf(next)) {
      throw LibraryProblem.forbidden(
          "readers-not-yours",
          "Only who handed “%s” in first can say who reads it.".formatted(before.name()));
    }
  }

  private String keep(Principal principal, Upload upload) {
    try (var in = upload.content().getInputStream()) {
      return blobs.put(principal.tenant(), in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] head(Upload upload) {
    try (var in = upload.content().getInputStream()) {
      return in.readNBytes(FileType.HEAD_BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DocumentSubmitted submitted(
      Principal principal, Version version, Action action, int revision) {
    return new DocumentSubmitted(
        action,
        new Principal(principal.tenant(), version.owner(), List.of()),
        version.document(),
        version.version(),
        version.collection(),
        version.name(),
        version.blob(),
        version.bytes(),
        version.mediaType(),
        version.language(),
        version.date(),
        version.metadata(),
        version.readers(),
        revision);
  }
}
