package io.longshore.memory.turn;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Turn;
import io.longshore.runtime.tenant.TenantRows;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Turns, by conversation. */
public final class TurnRepository {
  private final TenantTransaction transactions;

  public TurnRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /**
   * The latest turns before a question, oldest first; each with its question in standalone form.
   * The answer is empty where none was heard yet.
   */
  public List<Turn> latest(
      Principal principal, ConversationId conversation, QuestionId before, int limit) {
    return transactions
        .read(
            principal,
            jdbc ->
                jdbc.sql(
                        """
                        select standalone, coalesce(answer, '') as answer, asked_at from turn
                        where tenant = :tenant and conversation_id = :conversation
                          and question_id <> :before
                        order by asked_at desc limit :limit
                        """)
                    .param("tenant", principal.tenant())
                    .param("conversation", conversation.value())
                    .param("before", before.value())
                    .param("limit", limit)
                    .query((row, _) ->
                        new Turn(
                            row.getString("standalone"),
                            row.getString("answer"),
                            Timestamptz.instant(row, "asked_at")))
                    .list())
        .reversed();
  }

  /** Remembers that a question was asked; once, however often it passes. */
  public void asked(
      Principal principal,
      ConversationId conversation,
      QuestionId question,
      String text,
      String standalone,
      Instant at) {
    transactions.run(
        principal,
        jdbc ->
            jdbc.sql(
                    """
                    insert into turn (tenant, question_id, conversation_id, question, standalone, asked_at)
                    values (:tenant, :id, :conversation, :question, :standalone, :at)
                    on conflict (tenant, question_id) do nothing
                    """)
                .param("tenant", principal.tenant())
                .param("id", question.value())
                .param("conversation", conversation.value())
                .param("question", text)
                .param("standalone", standalone)
                .param("at", Timestamptz.of(at))
                .update());
  }

  /**
   * Completes the turn of a question; the first answer stays. An answer that cites an erased
   * document is not kept, only that there was one.
   *
   * @param sources documents that the answer cites
   * @return whether there was such a turn without an answer, and the answer is kept
   */
  public boolean answered(
      Principal principal,
      QuestionId question,
      String answer,
      Set<DocumentId> sources,
      Instant at) {
    UUID[] documents = sources.stream().map(DocumentId::value).sorted().toArray(UUID[]::new);
    return transactions.call(
        principal,
        jdbc -> {
          boolean kept = !anyErased(jdbc, principal.tenant(), documents);
          int completed =
              jdbc.sql(
                      """
                      update turn set answer = :answer, answered_at = :at, sourced = true
                      where tenant = :tenant and question_id = :id and answered_at is null
                      """)
                  .param("tenant", principal.tenant())
                  .param("id", question.value())
                  .param("answer", kept ? answer : null)
                  .param("at", Timestamptz.of(at))
                  .update();
          if (completed == 0 || !kept) {
            return false;
          }
          jdbc.sql(
                  """
                  insert into turn_source (tenant, question_id, document)
                  select :tenant, :id, unnest(:documents)
                  """)
              .param("tenant", principal.tenant())
              .param("id", question.value())
              .param("documents", documents)
              .update();
          return true;
        });
  }

  /**
   * Forgets the answers that cite a document, now and when they come later; what was asked stays.
   * Ids of documents are never used again, so this is for good.
   */
  public void erase(Principal principal, DocumentId document, int version) {
    transactions.run(
        principal,
        jdbc -> {
          lock(jdbc, "pg_advisory_xact_lock", document.value());
          jdbc.sql(
                  """
                  insert into fence (tenant, document, version) values (:tenant, :document, :version)
                  on conflict (tenant, document) do update
                    set version = greatest(fence.version, excluded.version)
                  """)
              .param("tenant", principal.tenant())
              .param("document", document.value())
              .param("version", version)
              .update();
          jdbc.sql(
                  """
                  with citing as (
                    select question_id from turn_source where tenant = :tenant and document = :document
                    union
                    select question_id from turn
                    where tenant = :tenant and answer is not null and not sourced
                  ), forgotten as (
                    delete from turn_source
                    where tenant = :tenant and question_id in (select question_id from citing)
                  )
                  update turn set answer = null, sourced = true
                  where tenant = :tenant and question_id in (select question_id from citing)
                  """)
              .param("tenant", principal.tenant())
              .param("document", document.value())
              .update();
        });
  }

  /** Forgets all of a tenant that is deleted; sources go with their turns. */
  public void forget(Principal principal) {
    TenantRows.delete(transactions, principal.tenant(), List.of("turn", "fence"));
  }

  /** What is held of a document: turns whose answer cites it, and the rows that say so. */
  public Map<String, Long> holdings(Principal principal, DocumentId document) {
    return transactions.read(
        principal,
        jdbc ->
            jdbc.sql(
                    """
                    select count(*) filter (where turn.answer is not null) as turns, count(*) as sources
                    from turn_source join turn using (tenant, question_id)
                    where tenant = :tenant and document = :document
                    """)
                .param("tenant", principal.tenant())
                .param("document", document.value())
                .query((row, _) ->
                    Map.of("turns", row.getLong("turns"), "sources", row.getLong("sources")))
                .single());
  }

  /** From here to the end of the transaction none of the documents can be erased. */
  private static boolean anyErased(JdbcClient jdbc, int tenant, UUID[] documents) {
    for (UUID document : documents) {
      lock(jdbc, "pg_advisory_xact_lock_shared", document);
    }
    return jdbc.sql(
            """
            select exists (select from fence where tenant = :tenant and document = any(:documents))
            """)
        .param("tenant", tenant)
        .param("documents", documents)
        .query(Boolean.class)
        .single();
  }

  private static void lock(JdbcClient jdbc, String function, UUID document) {
    jdbc.sql("select " + function + "(:key)")
        .param("key", document.getMostSignificantBits() ^ document.getLeastSignificantBits())
        .query((row, _) -> true)
        .single();
  }
}
