package io.longshore.ingest.submission;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.ingest.parser.Parser;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.scratch.Scratch;
import io.longshore.ingest.submission.Extraction.Extracted;
import io.longshore.ingest.text.Items;
import io.longshore.ingest.text.Languages;
import io.longshore.ingest.text.TextFile;
import io.longshore.runtime.blob.BlobMissing;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Attempt;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A submission's way: bytes to text and structure in the blob store, the news of it, and the ranges
 * to be indexed. The same version submitted twice gives the same blobs and the same records. Keeps
 * nothing.
 */
public final class Submissions {
  private static final Logger log = LoggerFactory.getLogger(Submissions.class);
  private static final String PARTLY_UNREADABLE = "partly-unreadable";

  private final BlobStore blobs;
  private final Sender sender;
  private final Json json;
  private final Extraction extraction;
  private final Scratch scratch;

  public Submissions(
      BlobStore blobs,
      Sender sender,
      Json json,
      Parser parser,
      Scratch scratch,
      IngestProperties properties) {
    this.blobs = blobs;
    this.sender = sender;
    this.json = json;
    this.scratch = scratch;
    this.extraction = new Extraction(parser, new Languages(), properties);
  }

  /** Works on a record of {@code documents.submitted}. */
  public void accept(DocumentSubmitted submitted) {
    Action action = submitted.action();
    if (action == null) {
      return;
    }
    switch (action) {
      case SUBMIT -> submit(submitted);
      case DESCRIBE, DELETE ->
          sender.send(Topics.SECTIONS_SUBMITTED, key(submitted), textless(submitted, action));
    }
  }

  /** What fails for good is said and done with; what may work later is tried again. */
  private void submit(DocumentSubmitted submitted) {
    try {
      read(submitted);
    } catch (Refused e) {
      fail(submitted, e.refusal().code(), e.refusal().advice());
    } catch (BlobMissing e) {
      fail(submitted, e.code(), "The bytes of this version are gone. Hand the file in again.");
      throw e;
    } catch (BlobUnavailable e) {
      waitOrThrow(submitted, "blobs-unavailable", e);
    } catch (SendFailed e) {
      waitOrThrow(submitted, "broker-unavailable", e);
    } catch (UncheckedIOException e) {
      waitOrThrow(submitted, "ingest-io", e);
    } catch (RuntimeException e) { // it will be parked, and the document must not wait for ever
      if (Attempt.isLast() || e instanceof Poison) {
        fail(
            submitted,
            "internal",
            "This is our mistake: the record is kept in the dead letters with its reason.");
      }
      throw e;
    }
  }

  private void read(DocumentSubmitted submitted) {
    say(submitted, Progress.Kind.WORKING, 0, 0);
    try (WorkFolder folder = new WorkFolder(scratch.folder("submission"))) {
      Path file = folder.keep(blobs.open(Objects.requireNonNullElse(submitted.blob(), "")));
      Extracted extracted =
          extraction.extract(
              file,
              submitted.name(),
              submitted.mediaType(),
              folder.text(),
              (done, total) -> say(submitted, Progress.Kind.STEP, done, total));
      pass(submitted, extracted, folder.text());
    }
  }

  private void pass(DocumentSubmitted submitted, Extracted extracted, Path text) {
    String language = Objects.requireNonNullElse(submitted.language(), extracted.language());
    int tenant = submitted.principal().tenant();
    String textKey = keep(tenant, text);
    String structureKey =
        blobs.put(tenant, new ByteArrayInputStream(json.write(extracted.structure())));
    List<Items.Range> items;
    try (TextFile file = new TextFile(text, extracted.structure())) {
      items = new Items(file, language, Limits.SECTION_CODE_POINTS).cut();
    }
    sender.send(
        Topics.DOCUMENTS_PARSED,
        key(submitted),
        new DocumentParsed(
            submitted.principal(),
            submitted.document(),
            submitted.version(),
            extracted.mediaType(),
            language,
            extracted.hash(),
            textKey,
            structureKey,
            extracted.structure().codePoints(),
            extracted.words(),
            extracted.structure().pages().size(),
            items.size()));
    for (int i = 0; i < items.size(); i++) {
      sender.send(
          Topics.SECTIONS_SUBMITTED,
          key(submitted),
          new SectionsSubmitted(
              Action.SUBMIT,
              submitted.principal(),
              submitted.document(),
              submitted.version(),
              submitted.collection(),
              submitted.name(),
              language,
              submitted.date(),
              submitted.metadata(),
              extracted.hash(),
              textKey,
              structureKey,
              i,
              items.size(),
              items.get(i).start(),
              items.get(i).end(),
              submitted.readers(),
              submitted.revision()));
    }
    finish(submitted, extracted, items.size());
  }

  private String keep(int tenant, Path text) {
    try (InputStream in = Files.newInputStream(text)) {
      return blobs.put(tenant, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SectionsSubmitted textless(DocumentSubmitted submitted, Action action) {
    return new SectionsSubmitted(
        action,
        submitted.principal(),
        submitted.document(),
        submitted.version(),
        submitted.collection(),
        submitted.name(),
        Objects.requireNonNullElse(submitted.language(), Languages.UNKNOWN),
        submitted.date(),
        submitted.metadata(),
        null,
        null,
        null,
        0,
        0,
        0,
        0,
        submitted.readers(),
        submitted.revision());
  }

  private void finish(DocumentSubmitted submitted, Extracted extracted, int items) {
    sender.send(
        Topics.PROGRESS,
        key(submitted),
        new Progress(
            Rooms.INGEST,
            Progress.Kind.STEP,
            submitted.principal(),
            null,
            submitted.document(),
            submitted.version(),
            1,
            1,
            extracted.lossy() ? PARTLY_UNREADABLE : null,
            extracted.lossy()
                ? "Parts of the file could not be read; what could is searchable."
                : null,
            Instant.now()));
    log.atInfo()
        .addKeyValue("documentId", submitted.document())
        .addKeyValue("version", submitted.version())
        .addKeyValue("mediaType", extracted.mediaType())
        .addKeyValue("words", extracted.words())
        .addKeyValue("items", items)
        .log("parsed");
  }

  private void say(DocumentSubmitted submitted, Progress.Kind kind, int done, int total) {
    // A word of progress may be lost: the next one says more.
    var _ =
        sender.sendAsync(
            Topics.PROGRESS,
            key(submitted),
            new Progress(
                Rooms.INGEST,
                kind,
                submitted.principal(),
                null,
                submitted.document(),
                submitted.version(),
                done,
                total,
                null,
                null,
                Instant.now()));
  }

  private void fail(DocumentSubmitted submitted, String code, String advice) {
    sender.send(
        Topics.PROGRESS,
        key(submitted),
        Progress.failed(
            Rooms.INGEST,
            submitted.principal(),
            submitted.document(),
            submitted.version(),
            code,
            advice));
    log.atInfo()
        .addKeyValue("documentId", submitted.document())
        .addKeyValue("version", submitted.version())
        .addKeyValue("code", code)
        .log("failed");
  }

  /** After the last attempt the gateway's outbox comes back to it. */
  private void waitOrThrow(DocumentSubmitted submitted, String code, RuntimeException cause) {
    if (!Attempt.isLast()) {
      throw cause;
    }
    sender.send(
        Topics.PROGRESS,
        key(submitted),
        Progress.waiting(
            Rooms.INGEST,
            submitted.principal(),
            submitted.document(),
            submitted.version(),
            code,
            "It will be tried again."));
    log.atWarn()
        .addKeyValue("documentId", submitted.document())
        .addKeyValue("version", submitted.version())
        .addKeyValue("code", code)
        .setCause(cause)
        .log("waiting");
  }

  private static String key(DocumentSubmitted submitted) {
    return submitted.document().toString();
  }
}
