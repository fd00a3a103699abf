package io.longshore.gateway.usage;

import io.longshore.contracts.QuestionId;
import io.longshore.gateway.usage.Standing.Account;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rows of {@code usage_*}. A caller's row is always written before its tenant's, so that two
 * gateways never wait for each other in a ring.
 */
@Component
final class UsageRepository {
  static final List<String> ALL_BUT_DAYS = List.of("usage_minute", "usage_limit", "usage_answer");

  /** A count may be lost with the machine, but no request waits for the disk. */
  static void hasten(JdbcClient jdbc) {
    jdbc.sql("set local synchronous_commit = off").update();
  }

  /**
   * When this transaction began, by the database's clock: windows are the same for all gateways.
   */
  static Instant now(JdbcClient jdbc) {
    return jdbc.sql("select now() at")
        .query((row, index) -> Timestamptz.instant(row, "at"))
        .single();
  }

  /**
   * Counts a request, hastened, in one statement: a caller's row of the minute before its tenant's
   * there, and each before its row of the day. One that began before the minute counts on the later
   * one.
   *
   * @param at when it came in; null for now, by the database's clock
   * @return with the limits that were set for the two themselves
   */
  Standing request(JdbcClient jdbc, Subject subject, long bytes, @Nullable Instant at) {
    List<Entry> entries =
        jdbc.sql(
                """
                with entry as materialized (
                  select coalesce(:at::timestamptz, now()) as at, set_config('synchronous_commit', 'off', true)),
                minute as (
                  insert into usage_minute as before (subject, since, requests)
                  select subject, date_trunc('minute', at), 1
                  from entry, unnest(array[:subject::text, '']) with ordinality as both_of(subject, place)
                  order by place
                  on conflict (tenant, subject) do update set
                    requests = case when before.since >= excluded.since then before.requests + 1 else 1 end,
                    since = greatest(before.since, excluded.since)
                  returning subject, since, requests),
                day as (
                  insert into usage_day as before (day, subject, requests, bytes)
                  select (at at time zone 'UTC')::date, subject, 1, :bytes from entry, minute
                  on conflict (tenant, day, subject) do update set
                    requests = before.requests + 1, bytes = before.bytes + excluded.bytes
                  returning subject, tokens_read + tokens_written as tokens, bytes)
                select at, subject, since, requests, tokens, bytes,
                  requests_minute, tokens_day, bytes_day
                from entry, minute join day using (subject)
                left join usage_limit using (subject)
                order by subject desc
                """)
            .param("subject", subject.name())
            .param("bytes", bytes)
            .param("at", at == null ? null : Timestamptz.of(at))
            .query((row, index) -> new Entry(Timestamptz.instant(row, "at"), account(row)))
            .list();
    return new Standing(
        entries.getFirst().at(), bytes, entries.stream().map(Entry::account).toList());
  }

  private record Entry(Instant at, Account account) {}

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        new Subject(row.getString("subject")),
        limits(row),
        Timestamptz.instant(row, "since"),
        row.getLong("requests"),
        row.getLong("tokens"),
        row.getLong("bytes"));
  }

  /** Adds to a day of a caller and of its tenant. */
  void add(JdbcClient jdbc, UsedDay more) {
    jdbc.sql(
            """
            insert into usage_day as before
              (day, subject, requests, refused, tokens_read, tokens_written, bytes)
            values (:day, :subject, :requests, :refused, :read, :written, :bytes),
              (:day, '', :requests, :refused, :read, :written, :bytes)
            on conflict (tenant, day, subject) do update set
              requests = before.requests + excluded.requests,
              refused = before.refused + excluded.refused,
              tokens_read = before.tokens_read + excluded.tokens_read,
              tokens_written = before.tokens_written + excluded.tokens_written,
              bytes = before.bytes + excluded.bytes
            """)
        .param("day", more.day())
        .param("subject", more.subject().name())
        .param("requests", more.requests())
        .param("refused", more.refused())
        .param("read", more.tokensRead())
        .param("written", more.tokensWritten())
        .param("bytes", more.bytes())
        .update();
  }

  Optional<Limits> limits(JdbcClient jdbc, Subject subject) {
    return jdbc.sql("select * from usage_limit where subject = :subject")
        .param("subject", subject.name())
        .query((row, index) -> limits(row))
        .optional();
  }

  /** Nobody else changes them before this transaction ends. */
  Limits lockedLimits(JdbcClient jdbc, Subject subject) {
    return jdbc.sql(
            """
            insert into usage_limit (subject) values (:subject)
            on conflict (tenant, subject) do update set subject = excluded.subject returning *
            """)
        .param("subject", subject.name())
        .query((row, index) -> limits(row))
        .single();
  }

  /** Of one whose limits are locked. */
  void limit(JdbcClient jdbc, Subject subject, Limits limits) {
    jdbc.sql(
            """
            update usage_limit
            set requests_minute = :requests, tokens_day = :tokens, bytes_day = :bytes
            where subject = :subject
            """)
        .param("subject", subject.name())
        .param("requests", limits.requestsPerMinute())
        .param("tokens", limits.tokensPerDay())
        .param("bytes", limits.bytesPerDay())
        .update();
  }

  void asked(JdbcClient jdbc, Subject subject, QuestionId answer) {
    jdbc.sql("insert into usage_answer (answer, subject) values (:answer, :subject)")
        .param("answer", answer.value())
        .param("subject", subject.name())
        .update();
  }

  /** Whose an answer is, once: empty for all who ask later. */
  Optional<Subject> answered(JdbcClient jdbc, QuestionId answer) {
    return jdbc.sql("delete from usage_answer where answer = :answer returning subject")
        .param("answer", answer.value())
        .query((row, index) -> new Subject(row.getString("subject")))
        .optional();
  }

  /**
   * Newest first.
   *
   * @param of null for all of a tenant
   */
  List<UsedDay> days(
      JdbcClient jdbc,
      @Nullable Subject of,
      LocalDate from,
      LocalDate to,
      UsedDay.@Nullable Place after,
      int limit) {
    return jdbc.sql(
            """
            select * from usage_day
            where day between :from and :to and (:subject::text is null or subject = :subject)
              and (:afterDay::date is null or day < :afterDay
                or (day = :afterDay and subject > :afterSubject))
            order by day desc, subject limit :limit
            """)
        .param("from", from)
        .param("to", to)
        .param("subject", of == null ? null : of.name())
        .param("afterDay", after == null ? null : after.day())
        .param("afterSubject", after == null ? null : after.subject().name())
        .param("limit", limit)
        .query((row, index) ->
            new UsedDay(
                row.getObject("day", LocalDate.class),
                new Subject(row.getString("subject")),
                row.getLong("requests"),
                row.getLong("refused"),
                row.getLong("tokens_read"),
                row.getLong("tokens_written"),
                row.getLong("bytes")))
        .list();
  }

  private static Limits limits(ResultSet row) throws SQLException {
    return new Limits(
        row.getObject("requests_minute", Long.class),
        row.getObject("tokens_day", Long.class),
        row.getObject("bytes_day", Long.class));
  }
}
