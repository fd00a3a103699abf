package io.longshore.generator.task;

import static io.longshore.generator.task.TasksUnavailable.guarded;

import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.List;

/** Ends and forgets tasks that nobody works on any more. Throws {@link TasksUnavailable}. */
final class SweepRepository {
  private static final int SWEPT_AT_ONCE = 1_000;

  private final TenantTransaction transactions;

  SweepRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /** Ends what nobody could end in time, and drops its content. */
  void end(Duration afterDeadline) {
    overdue(afterDeadline)
        .forEach(task ->
            guarded(() ->
                transactions.call(
                    task.tenant(),
                    jdbc ->
                        jdbc.sql(
                                """
                                with ended as (
                                  update task set state = 'finished', finished_at = now(),
                                    lease_holder = null, lease_until = null
                                  where tenant = :tenant and question = :question and state <> 'finished'
                                  returning tenant, question
                                )
                                delete from task_content where (tenant, question) in (table ended)
                                """)
                            .param("tenant", task.tenant())
                            .param("question", task.question().value())
                            .update())));
  }

  private List<Task> overdue(Duration afterDeadline) {
    return guarded(() ->
        transactions.system(jdbc ->
            jdbc.sql(
                    """
                    select tenant, question, lane, attempt from task
                    where state <> 'finished' and deadline < now() - :after::interval
                    limit :limit
                    """)
                .param("after", afterDeadline.toString())
                .param("limit", SWEPT_AT_ONCE)
                .query((row, _) -> QueueRepository.task(row))
                .list()));
  }

  /** Forgets tasks of long ago; what is left of their contents goes with them. */
  void forget(Duration kept) {
    guarded(() ->
        transactions.system(jdbc ->
            jdbc.sql(
                    """
                    delete from task where (tenant, question) in (
                      select tenant, question from task where created_at < now() - :kept::interval
                      limit :limit)
                    """)
                .param("kept", kept.toString())
                .param("limit", SWEPT_AT_ONCE)
                .update()));
  }
}
