package io.longshore.generator.task;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.OptionalInt;

/** One row a question. */
public final class TaskRepository {
  private final TenantTransaction transactions;

  public TaskRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /**
   * Takes the question on. A question that was taken on before but not finished, because its
   * instance failed in between, is taken on again.
   *
   * @return the attempt, from 1; empty when the question is answered already
   */
  public OptionalInt begin(Principal principal, QuestionId question) {
    return transactions.call(
        principal,
        jdbc ->
            jdbc
                .sql(
                    """
                    insert into task (tenant, question) values (:tenant, :question)
                    on conflict (tenant, question) do update set attempt = task.attempt + 1
                      where task.state <> 'finished'
                    returning attempt
                    """)
                .param("tenant", principal.tenant())
                .param("question", question.value())
                .query(Integer.class)
                .stream()
                .mapToInt(Integer::intValue)
                .findFirst());
  }

  public void finish(Principal principal, QuestionId question) {
    transactions.run(
        principal,
        jdbc ->
            jdbc.sql(
                    "update task set state = 'finished', finished_at = now() where question = :question")
                .param("question", question.value())
                .update());
  }
}
