package io.longshore.memory.turn;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Turn;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Instant;
import java.util.List;

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
   * Completes the turn of a question; the first answer stays.
   *
   * @return whether there was such a turn without an answer
   */
  public boolean answered(Principal principal, QuestionId question, String answer, Instant at) {
    return transactions.call(
        principal,
        jdbc ->
            jdbc.sql(
                        """
                        update turn set answer = :answer, answered_at = :at
                        where tenant = :tenant and question_id = :id and answer is null
                        """)
                    .param("tenant", principal.tenant())
                    .param("id", question.value())
                    .param("answer", answer)
                    .param("at", Timestamptz.of(at))
                    .update()
                == 1);
  }
}
