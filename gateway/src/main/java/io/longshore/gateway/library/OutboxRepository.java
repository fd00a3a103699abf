package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.document.Action;
import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of {@code outbox}: one for each document that is on its way, and one for what is said about
 * it.
 */
@Component
final class OutboxRepository {
  private final Json json;

  OutboxRepository(Json json) {
    this.json = json;
  }

  /**
   * What is to be sent.
   *
   * @param deletion or a description: stands in no queue and is never given up
   * @param attempts how often it was sent, this time included
   */
  record Due(
      int tenant, DocumentSubmitted record, boolean deletion, int attempts, Instant leasedUntil) {
    boolean isDescription() {
      return record.action() == Action.DESCRIBE;
    }
  }

  /**
   * Takes the place of what was on its way for this document; what is said about it goes on, unless
   * it is deleted.
   */
  void replace(JdbcClient jdbc, DocumentSubmitted record, boolean deletion, Instant now) {
    jdbc.sql("delete from outbox where document = :document and (:deletion or revision is null)")
        .param("document", record.document().value())
        .param("deletion", deletion)
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
   * Sends what is said about a document, in the place of what was to be said before: it isn't
   * forgotten before {@link #described}, whatever becomes of the version. What is on its way of the
   * version says the same where it is sent again.
   */
  void describe(
      JdbcClient jdbc, DocumentSubmitted submission, DocumentSubmitted description, Instant now) {
    jdbc.sql(
            """
            update outbox set record = :record
            where document = :document and version = :version and not deletion
            """)
        .param("record", json.text(submission))
        .param("document", submission.document().value())
        .param("version", submission.version())
        .update();
    jdbc.sql(
            """
            insert into outbox (tenant, document, version, deletion, revision, record, due_at)
            values (:tenant, :document, :version, true, :revision, :record, :now)
            on conflict (document, version, deletion) do update set
              revision = excluded.revision, record = excluded.record, due_at = excluded.due_at,
              attempts = 0
            """)
        .param("tenant", description.principal().tenant())
        .param("document", description.document().value())
        .param("version", description.version())
        .param("revision", description.revision())
        .param("record", json.text(description))
        .param("now", Timestamptz.of(now))
        .update();
  }

  /** What was said holds; what was said since is still on its way. */
  void described(JdbcClient jdbc, DocumentId id, int version, int revision) {
    jdbc.sql(
            """
            delete from outbox
            where document = :document and version = :version and revision <= :revision
            """)
        .param("document", id.value())
        .param("version", version)
        .param("revision", revision)
        .update();
  }

  /**
   * Takes what is due for as long as the lease; nobody else gets it meanwhile. What was never sent
   * only while fewer than {@code inFlight}, and of its tenant fewer than {@code inFlightPerTenant},
   * are on their way: the tenant with the fewest comes first, its oldest before. Deletions come
   * after submissions: those are bounded, and these may be thousands.
   */
  List<Due> claim(JdbcClient jdbc, OutboxProperties limits, Instant now) {
    var until = now.plus(limits.lease()).truncatedTo(ChronoUnit.MICROS);
    // One gateway after the other, so that what two of them let go together keeps to the limits.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('outbox', 0))").query().singleRow();
    return jdbc.sql(
            """
            with flying as (
              select tenant, count(*) as n from outbox
              where attempts > 0 and not deletion group by tenant),
            next as (
              select queue.id, coalesce(flying.n, 0) + queue.place as turn
              from (select distinct tenant from outbox where attempts = 0 and not deletion) waiting
              left join flying using (tenant)
              cross join lateral (
                select id, row_number() over (order by id) as place from outbox
                where tenant = waiting.tenant and attempts = 0 and not deletion and due_at <= :now
                order by id limit greatest(0, :inFlightPerTenant - coalesce(flying.n, 0))) queue),
            admitted as (
              select id, turn from next order by turn, id
              limit greatest(0, :inFlight - (select coalesce(sum(n), 0) from flying))),
            due as materialized (
              select outbox.id from outbox left join admitted using (id)
              where due_at <= :now and (deletion or attempts > 0 or turn is not null)
              order by deletion, coalesce(turn, 0), outbox.id
              limit :batch for update of outbox skip locked)
            update outbox set attempts = attempts + 1, due_at = :leased, waits = false
            from due where outbox.id = due.id
            returning tenant, record, deletion, attempts
            """)
        .param("leased", Timestamptz.of(until))
        .param("now", Timestamptz.of(now))
        .param("inFlight", limits.inFlight())
        .param("inFlightPerTenant", limits.inFlightPerTenant())
        .param("batch", limits.batch())
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
                where document = :document and version = :version and deletion = :deletion
                  and due_at = :leased
                """)
            .param("next", Timestamptz.of(next))
            .param("document", due.record().document().value())
            .param("version", due.record().version())
            .param("deletion", due.deletion())
            .param("leased", Timestamptz.of(due.leasedUntil()))
            .update()
        == 1;
  }

  /** The attempt never left: it doesn't count, unless something was heard of it after all. */
  boolean giveBack(JdbcClient jdbc, Due due, Instant next) {
    return jdbc.sql(
                """
                update outbox set attempts = attempts - 1, due_at = :due
                where document = :document and version = :version and deletion = :deletion
                  and due_at = :leased
                """)
            .param("due", Timestamptz.of(next))
            .param("document", due.record().document().value())
            .param("version", due.record().version())
            .param("deletion", due.deletion())
            .param("leased", Timestamptz.of(due.leasedUntil()))
            .update()
        == 1;
  }

  /** Sends it again at that time, whatever else is heard of it. */
  void defer(JdbcClient jdbc, DocumentId id, int version, Instant due) {
    jdbc.sql(
            """
            update outbox set due_at = :due, waits = true
            where document = :document and version = :version and revision is null
            """)
        .param("due", Timestamptz.of(due))
        .param("document", id.value())
        .param("version", version)
        .update();
  }

  /**
   * It was heard of: not silent before {@code due}. Writes only now and then, and leaves alone what
   * waits: a step of another item says nothing of the one that is missing.
   */
  void heard(JdbcClient jdbc, DocumentId id, int version, Instant due, Duration often) {
    jdbc.sql(
            """
            update outbox set due_at = :due
            where document = :document and version = :version and revision is null
              and due_at < :early and not waits
            """)
        .param("due", Timestamptz.of(due))
        .param("early", Timestamptz.of(due.minus(often)))
        .param("document", id.value())
        .param("version", version)
        .update();
  }

  /** How often it was sent; 0 when it is not on its way. */
  int attempts(JdbcClient jdbc, DocumentId id, int version) {
    return jdbc.sql(
            """
            select attempts from outbox
            where document = :document and version = :version and revision is null
            """)
        .param("document", id.value())
        .param("version", version)
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  boolean done(JdbcClient jdbc, DocumentId id, int version) {
    return jdbc.sql(
                """
                delete from outbox
                where document = :document and version = :version and revision is null
                """)
            .param("document", id.value())
            .param("version", version)
            .update()
        == 1;
  }
}
