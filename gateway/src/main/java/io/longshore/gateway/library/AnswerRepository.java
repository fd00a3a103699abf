package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.question.Turn;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code answer}. */
@Component
final class AnswerRepository {
  private static final String COLUMNS =
      """
      select id, conversation, question, status, partition, first_offset, deadline,
        pending_documents, text, abstained, citations, timings, skipped, degraded, error_code, error_message,
        explain, tokens, coverage, created_at
      from answer
      """;

  /** Whose the conversation is, his are its answers. */
  private static final String OWNED =
      """
       exists (select from conversation c
        where c.tenant = answer.tenant and c.id = answer.conversation and c.owner = :owner)
      """;

  private final Json json;
  private final AnswerSourceRepository sources;

  AnswerRepository(Json json, AnswerSourceRepository sources) {
    this.json = json;
    this.sources = sources;
  }

  void insert(JdbcClient jdbc, Answer answer) {
    jdbc.sql(
            """
            insert into answer (id, conversation, question, status, partition, first_offset,
              deadline, pending_documents, created_at, read_at)
            values (:id, :conversation, :question, :status, :partition, :firstOffset, :deadline,
              :pending, :createdAt, :createdAt)
            """)
        .param("id", answer.id().value())
        .param("conversation", answer.conversation().value())
        .param("question", answer.question())
        .param("status", answer.status().text())
        .param("partition", answer.partition())
        .param("firstOffset", answer.firstOffset())
        .param("deadline", Timestamptz.of(answer.deadline()))
        .param("pending", answer.pendingDocuments())
        .param("createdAt", Timestamptz.of(answer.createdAt()))
        .update();
  }

  /** Keeps how it ended, unless that was kept before. */
  void end(JdbcClient jdbc, Answer ended, List<AnswerEvent> events, Instant now) {
    jdbc.sql(
            """
            update answer set status = :status, text = :text, abstained = :abstained,
              citations = :citations, timings = :timings, skipped = :skipped::text[],
              degraded = :degraded::text[], error_code = :errorCode,
              error_message = :errorMessage, events = :events,
              explain = :explain, tokens = :tokens, coverage = :coverage, finished_at = :now
            where id = :id and status = 'running'
            """)
        .param("status", ended.status().text())
        .param("text", ended.text() == null ? null : Names.storable(ended.text()))
        .param("abstained", ended.abstained())
        .param("citations", json.text(ended.citations()))
        .param("timings", json.text(new Timings(ended.timings())))
        .param("skipped", ended.skipped().toArray(String[]::new))
        .param("degraded", ended.degraded().toArray(String[]::new))
        .param("errorCode", ended.errorCode())
        .param("errorMessage", ended.errorMessage())
        .param("events", json.text(events))
        .param("explain", text(ended.explain()))
        .param("tokens", text(ended.tokens()))
        .param("coverage", ended.coverage())
        .param("now", Timestamptz.of(now))
        .param("id", ended.id().value())
        .update();
    sources.keep(jdbc, ended.id(), AnswerErasure.sources(events));
    sources.deleted(jdbc, ended.id()).forEach(document -> erase(jdbc, document));
  }

  /** Takes a deleted document out of all answers that quote it. */
  void erase(JdbcClient jdbc, DocumentId document) {
    var erasure = new AnswerErasure(document);
    for (QuestionId id : sources.remove(jdbc, document)) {
      var events = events(jdbc, id).stream().map(erasure::event).toList();
      var citations = find(jdbc, id).map(Answer::citations).orElse(List.of());
      jdbc.sql("update answer set events = :events, citations = :citations where id = :id")
          .param("events", json.text(events))
          .param("citations", json.text(erasure.citations(citations)))
          .param("id", id.value())
          .update();
    }
  }

  /** Whoever asked it. */
  Optional<Answer> find(JdbcClient jdbc, QuestionId id) {
    return jdbc.sql(COLUMNS + " where id = :id")
        .param("id", id.value())
        .query(this::row)
        .optional();
  }

  /** Empty when it is not the principal's. */
  Optional<Answer> find(JdbcClient jdbc, Principal principal, QuestionId id) {
    return jdbc.sql(COLUMNS + " where id = :id and" + OWNED)
        .param("id", id.value())
        .param("owner", principal.owner())
        .query(this::row)
        .optional();
  }

  /** What was heard of an answer that has ended, in the order of the topic; whoever asked it. */
  List<AnswerEvent> events(JdbcClient jdbc, QuestionId id) {
    return jdbc.sql("select events from answer where id = :id and events is not null")
        .param("id", id.value())
        .query(String.class)
        .optional()
        .map(events -> List.of(json.read(events, AnswerEvent[].class)))
        .orElse(List.of());
  }

  List<Answer> ofConversation(
      JdbcClient jdbc, Principal principal, ConversationId conversation, int limit) {
    return jdbc.sql(
            COLUMNS
                + " where conversation = :id and"
                + OWNED
                + " order by created_at, id limit :limit")
        .param("id", conversation.value())
        .param("owner", principal.owner())
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /** Newest first. */
  List<Turn> turns(JdbcClient jdbc, Principal principal, ConversationId conversation, int limit) {
    return jdbc.sql(
            """
            select question, text, created_at from answer
            where conversation = :id and status = 'finished' and text is not null and %s
            order by created_at desc limit :limit
            """
                .formatted(OWNED))
        .param("id", conversation.value())
        .param("owner", principal.owner())
        .param("limit", limit)
        .query((row, index) ->
            new Turn(
                row.getString("question"),
                row.getString("text"),
                Timestamptz.instant(row, "created_at")))
        .list();
  }

  /** Tenants with such as the two below. */
  static List<Integer> tenantsLeft(JdbcClient jdbc, Instant deadline, Instant read) {
    return jdbc.sql(
            """
            select distinct tenant from running_answer
            where deadline < :deadline or read_at < :read
            """)
        .param("deadline", Timestamptz.of(deadline))
        .param("read", Timestamptz.of(read))
        .query(Integer.class)
        .list();
  }

  /** Those that still run although they should have ended before that time. */
  List<Answer> overdue(JdbcClient jdbc, Instant before, int limit) {
    return jdbc.sql(
            COLUMNS
                + " where status = 'running' and deadline < :before order by deadline limit :limit")
        .param("before", Timestamptz.of(before))
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  /** Somebody reads these. */
  void reading(JdbcClient jdbc, List<QuestionId> ids, Instant now) {
    jdbc.sql("update answer set read_at = :now where id = any(:ids) and status = 'running'")
        .param("now", Timestamptz.of(now))
        .param("ids", ids.stream().map(QuestionId::value).toArray(UUID[]::new))
        .update();
  }

  /** Those that still run although nobody has read them since that time. */
  List<Answer> abandoned(JdbcClient jdbc, Instant before, int limit) {
    return jdbc.sql(
            COLUMNS
                + """
                 where status = 'running' and cancelled_at is null
                  and coalesce(read_at, created_at) < :before order by created_at limit :limit
                """)
        .param("before", Timestamptz.of(before))
        .param("limit", limit)
        .query(this::row)
        .list();
  }

  void cancelled(JdbcClient jdbc, QuestionId id, Instant now) {
    jdbc.sql("update answer set cancelled_at = :now where id = :id and status = 'running'")
        .param("now", Timestamptz.of(now))
        .param("id", id.value())
        .update();
  }

  private Answer row(ResultSet row, int index) throws SQLException {
    return new Answer(
        new QuestionId(row.getObject("id", UUID.class)),
        new ConversationId(row.getObject("conversation", UUID.class)),
        row.getString("question"),
        Answer.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getInt("partition"),
        row.getLong("first_offset"),
        Timestamptz.instant(row, "deadline"),
        row.getInt("pending_documents"),
        row.getString("text"),
        row.getBoolean("abstained"),
        List.of(json.read(row.getString("citations"), Citation[].class)),
        json.read(row.getString("timings"), Timings.class).millis(),
        List.of((String[]) row.getArray("skipped").getArray()),
        List.of((String[]) row.getArray("degraded").getArray()),
        row.getString("error_code"),
        row.getString("error_message"),
        read(row.getString("explain"), Explanation.class),
        read(row.getString("tokens"), Tokens.class),
        row.getObject("coverage", Double.class),
        Timestamptz.instant(row, "created_at"));
  }

  private @Nullable String text(@Nullable Object record) {
    return record == null ? null : json.text(record);
  }

  private <T> @Nullable T read(@Nullable String text, Class<T> type) {
    return text == null ? null : json.read(text, type);
  }

  /** Milliseconds by stage, as they lie in the row. */
  record Timings(Map<String, Long> millis) {
    Timings {
      millis = Map.copyOf(millis);
    }
  }
}
