package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Progress;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.DocumentParsed;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Takes what the rooms say about documents into the rows. */
@Service
public final class DocumentProgress {
  private static final Logger log = LoggerFactory.getLogger(DocumentProgress.class);

  private final TenantTransaction transactions;
  private final VersionRepository versions;
  private final OutboxRepository outboxRows;
  private final OutboxProperties properties;
  private final Outbox outbox;
  private final Deletions deletions;
  private final Clock clock;

  DocumentProgress(
      TenantTransaction transactions,
      VersionRepository versions,
      OutboxRepository outboxRows,
      OutboxProperties properties,
      Outbox outbox,
      Deletions deletions,
      Clock clock) {
    this.transactions = transactions;
    this.versions = versions;
    this.outboxRows = outboxRows;
    this.properties = properties;
    this.outbox = outbox;
    this.deletions = deletions;
    this.clock = clock;
  }

  /** It has become text. */
  public void parsed(DocumentParsed parsed) {
    var now = clock.instant();
    transactions.run(
        parsed.principal(),
        jdbc -> {
          versions.keepText(jdbc, parsed); // also of a deleted one: its blobs must go as well
          deletions.releaseLate(jdbc, parsed.document());
          change(
              jdbc,
              parsed.document(),
              parsed.version(),
              before -> before.parsed(parsed.items(), now),
              now);
        });
  }

  /** All of it is searchable. */
  public void indexed(DocumentIndexed indexed) {
    var id = indexed.document();
    var now = clock.instant();
    transactions.run(
        indexed.principal(),
        jdbc -> {
          change(jdbc, id, indexed.version(), Tracking::indexed, now);
          versions.keepReady(
              jdbc, id, indexed.version(), indexed.tokensSeen(), indexed.tokensGiven());
          outboxRows.done(jdbc, id, indexed.version());
        });
    outbox.wake();
  }

  /** Anything else that is said about a document; what is said about questions is not for here. */
  public void heard(Progress progress) {
    var id = progress.document();
    if (id == null || progress.kind() == null) {
      return;
    }
    int version = progress.version();
    var now = clock.instant();
    switch (progress.kind()) {
      case WORKING, STEP ->
          run(
              progress.principal(),
              jdbc -> {
                change(
                    jdbc,
                    id,
                    version,
                    before -> before.step(progress.room(), progress.done(), progress.total(), now),
                    now);
                outboxRows.heard(
                    jdbc,
                    id,
                    version,
                    now.plus(properties.silence()),
                    properties.silence().dividedBy(2));
              });
      case WAITING ->
          run(
              progress.principal(),
              jdbc -> {
                change(
                    jdbc,
                    id,
                    version,
                    before -> before.waiting(code(progress), progress.message()),
                    now);
                int attempts = outboxRows.attempts(jdbc, id, version);
                outboxRows.defer(jdbc, id, version, now.plus(properties.backoff(attempts)));
              });
      case FAILED -> {
        run(
            progress.principal(),
            jdbc -> {
              if (change(
                  jdbc,
                  id,
                  version,
                  before -> before.failed(code(progress), progress.message()),
                  now)) {
                outboxRows.done(jdbc, id, version);
              } else { // a deletion is never given up
                outboxRows.defer(jdbc, id, version, now.plus(properties.backoffMax()));
              }
            });
        outbox.wake();
      }
      case DESCRIBED ->
          run(
              progress.principal(),
              jdbc -> outboxRows.described(jdbc, id, version, progress.done()));
      case ERASED -> deletions.erased(progress, id);
    }
  }

  private void run(Principal principal, Consumer<JdbcClient> work) {
    transactions.run(principal, work);
  }

  /**
   * @return false when the version is unknown or its document is being deleted
   */
  private boolean change(
      JdbcClient jdbc, DocumentId id, int version, UnaryOperator<Tracking> change, Instant now) {
    var before = versions.lock(jdbc, id, version);
    before.ifPresent(known -> {
      var after = change.apply(known);
      if (!after.equals(known)) {
        versions.track(jdbc, id, version, after, now);
      }
      if (after.state() != known.state()) {
        log.info(
            "document {} documentId={} version={} code={}",
            after.state().text(),
            id,
            version,
            after.code());
      }
    });
    return before.isPresent();
  }

  private static String code(Progress progress) {
    return Objects.requireNonNullElse(progress.code(), "unknown");
  }
}
