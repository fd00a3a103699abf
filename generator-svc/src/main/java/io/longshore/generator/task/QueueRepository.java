package io.longshore.generator.task;

import static io.longshore.generator.task.TasksUnavailable.guarded;

import io.longshore.contracts.QuestionId;
import io.longshore.runtime.tenant.TenantTransaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue of all tenants: who works on which task, and for how long. Throws {@link
 * TasksUnavailable}.
 */
final class QueueRepository {
  /** Says that a task waits for a worker. */
  static final String CHANNEL = "generation_task";

  private final TenantTransaction transactions;
  private final Holder holder;

  QueueRepository(TenantTransaction transactions, Holder holder) {
    this.transactions = transactions;
    this.holder = holder;
  }

  /** Begins the oldest task of the lane that waits, or whose lease has run out. */
  Optional<Task> claim(Lane lane) {
    return guarded(() ->
        transactions.system(jdbc ->
            begin(
                    jdbc,
                    """
                    select tenant, question from task
                    where state <> 'finished' and lane = :lane and (state = 'waiting' or lease_until < now())
                    order by created_at limit 1 for update skip locked
                    """)
                .param("lane", lane.column())
                .query((row, _) -> task(row))
                .optional()));
  }

  /** Begins this one, if it waits. */
  Optional<Task> claimWaiting(int tenant, QuestionId question) {
    return guarded(() ->
        transactions.system(jdbc ->
            begin(
                    jdbc,
                    """
                    select tenant, question from task
                    where tenant = :tenant and question = :question and state = 'waiting'
                    for update skip locked
                    """)
                .param("tenant", tenant)
                .param("question", question.value())
                .query((row, _) -> task(row))
                .optional()));
  }

  private JdbcClient.StatementSpec begin(JdbcClient jdbc, String next) {
    return jdbc.sql(
            """
            with next as (%s)
            update task set state = 'running', attempt = attempt + 1, lease_holder = :holder,
              lease_until = now() + :lease::interval
            from next where task.tenant = next.tenant and task.question = next.question
            returning task.tenant, task.question, task.lane, task.attempt
            """
                .formatted(next))
        .param("holder", holder.name())
        .param("lease", holder.lease().toString());
  }

  /**
   * Prolongs leases that are still this holder's.
   *
   * @return the questions of those
   */
  Set<QuestionId> renew(Collection<Run> runs) {
    UUID[] questions = runs.stream().map(r -> r.question().id().value()).toArray(UUID[]::new);
    Integer[] attempts = runs.stream().map(Run::attempt).toArray(Integer[]::new);
    return guarded(() ->
        transactions.system(jdbc ->
            new HashSet<>(
                jdbc.sql(
                        """
                        update task set lease_until = now() + :lease::interval
                        from unnest(:questions::uuid[], :attempts::int[]) as run (question, attempt)
                        where task.question = run.question and task.attempt = run.attempt
                          and lease_holder = :holder and state = 'running'
                        returning task.question
                        """)
                    .param("lease", holder.lease().toString())
                    .param("questions", questions)
                    .param("attempts", attempts)
                    .param("holder", holder.name())
                    .query((row, _) -> question(row))
                    .list())));
  }

  /** Lets others go on at once with what this holder has begun. */
  void release() {
    guarded(() ->
        transactions.system(jdbc -> {
          jdbc.sql(
                  """
                  update task set state = 'waiting', lease_holder = null, lease_until = null
                  where lease_holder = :holder and state = 'running'
                  """)
              .param("holder", holder.name())
              .update();
          announce(jdbc);
          return true;
        }));
  }

  /** Tasks that are not finished, oldest first. */
  List<Task> open(int limit) {
    return guarded(() ->
        transactions.system(jdbc ->
            jdbc.sql(
                    """
                    select tenant, question, lane, attempt from task
                    where state <> 'finished' and deadline > now() order by created_at limit :limit
                    """)
                .param("limit", limit)
                .query((row, _) -> task(row))
                .list()));
  }

  static void announce(JdbcClient jdbc) {
    jdbc.sql("select pg_notify(:channel, '')")
        .param("channel", CHANNEL)
        .query((row, _) -> true)
        .single();
  }

  static Task task(ResultSet row) throws SQLException {
    return new Task(
        row.getInt("tenant"),
        question(row),
        Lane.ofColumn(row.getString("lane")),
        row.getInt("attempt"));
  }

  private static QuestionId question(ResultSet row) throws SQLException {
    return new QuestionId(row.getObject("question", UUID.class));
  }
}
