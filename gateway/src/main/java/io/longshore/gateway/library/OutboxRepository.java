package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code outbox}: one for each document that is on its way. */
@Component
final class OutboxRepository {
  private final Json json;

  OutboxRepository(Json json) {
    this.json = json;
  }

  /**
   * What is to be sent.
   *
   * @param attempts how often it was sent, this time included
   */
  record Due(
      int tenant, DocumentSubmitted record, boolean deletion, int attempts, Instant leasedUntil) {}

  /** Takes the place of what was on its way for this document. */
  void replace(JdbcClient jdbc, DocumentSubmitted record, boolean deletion, Instant now) {
    jdbc.sql("delete from outbox where document = :document")
        .param("document", record.document().value())
        .update();
    jdbc.sql(
            """
            insert into outbox (tenant, document, version, deletion, record, due_at)
            values (:tenant, :document, :version, :deletion, :record, :now)
            """)
        .param("tenant", record.principal().tenant())
        .param("document", record.document().value())
        .param("version", record.version())
        .param("deletion", deletion)
        .param("record", json.text(record))
        .param("now", Timestamptz.of(now))
        .update();
  }

  /**
   * Takes what is due, oldest first, for as long as the lease; nobody else gets it meanwhile. New
   * documents only while fewer than {@code inFlight} are on their way.
   */
  List<Due> claim(JdbcClient jdbc, int batch, int inFlight, Duration lease, Instant now) {
    var until = now.plus(lease).truncatedTo(ChronoUnit.MICROS);
    return jdbc.sql(
            """
            update outbox set attempts = attempts + 1, due_at = :leased
            where id in (
              select id from outbox
              where due_at <= :now and (deletion or attempts > 0 or id in (
                select id from outbox where attempts = 0 and not deletion order by id
                limit greatest(0, :inFlight -
                  (select count(*) from outbox where attempts > 0 and not deletion))))
              order by id limit :batch for update skip locked)
            returning tenant, record, deletion, attempts
            """)
        .param("leased", Timestamptz.of(until))
        .param("now", Timestamptz.of(now))
        .param("inFlight", inFlight)
        .param("batch", batch)
        .query((row, index) ->
            new Due(
                row.getInt("tenant"),
                json.read(row.getString("record"), DocumentSubmitted.class),
                row.getBoolean("deletion"),
                row.getInt("attempts"),
                until))
        .list();
  }

  /** It left. Nothing changes when something was heard of it in the meantime. */
  boolean sent(JdbcClient jdbc, Due due, Instant next) {
    return jdbc.sql(
                """
                update outbox set due_at = :next
                where document = :document and version = :version and due_at = :leased
                """)
            .param("next", Timestamptz.of(next))
            .param("document", due.record().document().value())
            .param("version", due.record().version())
            .param("leased", Timestamptz.of(due.leasedUntil()))
            .update()
        == 1;
  }

  /** The attempt never left: it doesn't count. */
  boolean giveBack(JdbcClient jdbc, Due due, Instant next) {
    return jdbc.sql(
                """
                update outbox set attempts = attempts - 1, due_at = :due
                where document = :document and version = :version
                """)
            .param("due", Timestamptz.of(next))
            .param("document", due.record().document().value())
            .param("version", due.record().version())
            .update()
        == 1;
  }

  /** Sends it again at that time. */
  void defer(JdbcClient jdbc, DocumentId id, int version, Instant due) {
    jdbc.sql("update outbox set due_at = :due where document = :document and version = :version")
        .param("due", Timestamptz.of(due))
        .param("document", id.value())
        .param("version", version)
        .update();
  }

  /** It was heard of: not silent before {@code due}. Writes only now and then. */
  void heard(JdbcClient jdbc, DocumentId id, int version, Instant due, Duration often) {
    jdbc.sql(
            """
            update outbox set due_at = :due
            where document = :document and version = :version and due_at < :early
            """)
        .param("due", Timestamptz.of(due))
        .param("early", Timestamptz.of(due.minus(often)))
        .param("document", id.value())
        .param("version", version)
        .update();
  }

  /** How often it was sent; 0 when it is not on its way. */
  int attempts(JdbcClient jdbc, DocumentId id, int version) {
    return jdbc.sql("select attempts from outbox where document = :document and version = :version")
        .param("document", id.value())
        .param("version", version)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  boolean done(JdbcClient jdbc, DocumentId id, int version) {
    return jdbc.sql("delete from outbox where document = :document and version = :version")
            .param("document", id.value())
            .param("version", version)
            .update()
        == 1;
  }
}
