package io.longshore.embedder.index;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.stream.Attempt;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.Sender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** {@code sections.submitted} in; progress and {@code documents.indexed} out. */
public final class IndexStream {
  private static final Logger log = LoggerFactory.getLogger(IndexStream.class);

  private final Indexer indexer;
  private final Sender sender;

  IndexStream(Indexer indexer, Sender sender) {
    this.indexer = indexer;
    this.sender = sender;
  }

  public void accept(SectionsSubmitted item) {
    try {
      work(item);
    } catch (ModelUnavailable e) {
      waitOrThrow(item, ModelUnavailable.CODE, e);
    } catch (BlobUnavailable e) {
      waitOrThrow(item, "blob-unavailable", e);
    } catch (DataIntegrityViolationException e) {
      fail(item, new Poison("not-storable", "The database does not take this text", e));
    } catch (DataAccessException | TransactionException e) {
      waitOrThrow(item, "database-unavailable", e);
    } catch (ModelRefused e) {
      fail(item, new Poison(ModelRefused.CODE, "The model does not take this text", e));
    } catch (Poison e) {
      fail(item, e);
    }
  }

  private void work(SectionsSubmitted item) {
    switch (item.action()) {
      case SUBMIT -> submit(item);
      case DESCRIBE -> describe(item);
      case DELETE -> delete(item);
      case null -> log.info("ignored: an action of a newer version");
    }
  }

  private void submit(SectionsSubmitted item) {
    if (item.text() == null || item.textHash() == null || item.structure() == null) {
      throw new Poison("incomplete", "An item without text");
    }
    switch (indexer.index(item)) {
      case Outcome.Stale() -> log.info("stale version={}", item.version());
      case Outcome.Counted(int done, int items) -> step(item, done, items);
      case Outcome.Ready(var indexed, var _) -> {
        step(item, item.items(), item.items());
        ready(indexed);
      }
    }
  }

  void ready(DocumentIndexed indexed) {
    sender.send(Topics.DOCUMENTS_INDEXED, indexed.document().toString(), indexed);
    log.info("indexed version={} passages={}", indexed.version(), indexed.passages());
  }

  private void describe(SectionsSubmitted item) {
    if (indexer.describe(item)) {
      progress(
          Progress.described(
              Rooms.EMBEDDER, item.principal(), item.document(), item.version(), item.revision()));
      log.info("described version={} revision={}", item.version(), item.revision());
    }
  }

  private void delete(SectionsSubmitted item) {
    if (indexer.erase(item.principal(), item.document(), item.version())) {
      progress(Progress.erased(Rooms.EMBEDDER, item.principal(), item.document(), item.version()));
      log.info("erased version={}", item.version());
    }
  }

  private void step(SectionsSubmitted item, int done, int items) {
    progress(
        Progress.step(
            Rooms.EMBEDDER, item.principal(), item.document(), item.version(), done, items));
  }

  /** The gateway hands the document in again later; until the last attempt it is tried here. */
  private void waitOrThrow(SectionsSubmitted item, String code, RuntimeException cause) {
    if (!Attempt.isLast()) {
      throw cause;
    }
    log.warn("waiting: {}", code, cause);
    if (item.action() == Action.DESCRIBE) {
      return; // its version does not wait; the gateway sends it again
    }
    progress(
        Progress.waiting(
            Rooms.EMBEDDER,
            item.principal(),
            item.document(),
            item.version(),
            code,
            "It goes on by itself as soon as this is back."));
  }

  private void fail(SectionsSubmitted item, Poison poison) {
    if (item.action() == Action.DESCRIBE) {
      throw poison;
    }
    progress(
        Progress.failed(
            Rooms.EMBEDDER,
            item.principal(),
            item.document(),
            item.version(),
            poison.code(),
            "Hand the document in again; if that does not help, it can't be indexed."));
    throw poison;
  }

  private void progress(Progress progress) {
    sender.send(Topics.PROGRESS, String.valueOf(progress.document()), progress);
  }
}
