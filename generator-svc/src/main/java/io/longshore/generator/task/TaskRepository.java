package io.longshore.generator.task;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Retrieved;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * The queue, for all tenants, and the content of tasks, for one. Throws {@link TasksUnavailable}.
 */
final class TaskRepository {
  /** Says that a task waits for a worker. */
  static final String CHANNEL = "generation_task";

  private final TenantTransaction transactions;
  private final Json json;
  private final String holder;
  private final Duration lease;

  /**
   * @param holder of leases: one name for each start of an instance
   */
  TaskRepository(TenantTransaction transactions, Json json, String holder, Duration lease) {
    this.transactions = transactions;
    this.json = json;
    this.holder = holder;
    this.lease = lease;
  }

  /**
   * Takes the question on, once. One that the version before has begun and that comes again,
   * because its instance failed, is begun again.
   *
   * @param begin whether it is begun here at once; else it waits for a worker
   * @return the attempt, 0 when it waits; empty when the question was taken on before
   */
  OptionalInt take(Question question, Lane lane, boolean begin) {
    return guarded(() ->
        transactions.call(
            question.principal(),
            jdbc -> {
              Optional<Integer> attempt = insert(jdbc, question, lane, begin);
              if (attempt.isPresent() && !begin) {
                announce(jdbc);
              }
              return attempt.stream().mapToInt(Integer::intValue).findFirst();
            }));
  }

  private Optional<Integer> insert(JdbcClient jdbc, Question question, Lane lane, boolean begin) {
    return jdbc.sql(
            """
            with taken as (
              insert into task (tenant, question, lane, deadline, state, attempt, lease_holder, lease_until)
              values (:tenant, :question, :lane, :deadline,
                case when :begin then 'running' else 'waiting' end, case when :begin then 1 else 0 end,
                case when :begin then :holder end, case when :begin then now() + :lease::interval end)
              on conflict (tenant, question) do update
                set lane = excluded.lane, deadline = excluded.deadline, state = excluded.state,
                  attempt = task.attempt + excluded.attempt,
                  lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
                where task.state = 'running' and task.lease_until is null
              returning tenant, question, attempt
            ), content as (
              insert into task_content (tenant, question, record)
              select tenant, question, :record from taken
              on conflict (tenant, question) do update set record = excluded.record
            )
            select attempt from taken
            """)
        .param("tenant", question.principal().tenant())
        .param("question", question.id().value())
        .param("lane", lane.column())
        .param("deadline", Timestamptz.of(question.deadline()))
        .param("begin", begin)
        .param("holder", holder)
        .param("lease", lease.toString())
        .param("record", json.text(withoutWhatIsNotRead(question)))
        .query(Integer.class)
        .optional();
  }

  /** The retrieved passages are evidence only where nobody ranked them. */
  private static Question withoutWhatIsNotRead(Question question) {
    Retrieved all = question.retrieved();
    return question.ranked() == null || all == null
        ? question
        : question.withRetrieved(
            new Retrieved(List.of(), all.generation(), all.documents(), all.passagesSearched()));
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
        .param("holder", holder)
        .param("lease", lease.toString());
  }

  /** Empty when the task has none any more. */
  Optional<Content> content(Task task) {
    return guarded(() ->
        transactions.read(
            task.tenant(),
            jdbc ->
                jdbc.sql(
                        """
                        select record, checkpoint,
                          extract(epoch from now() - created_at) * 1000 as age_ms
                        from task_content join task using (tenant, question)
                        where tenant = :tenant and question = :question
                        """)
                    .param("tenant", task.tenant())
                    .param("question", task.question().value())
                    .query((row, _) ->
                        new Content(
                            json.read(row.getString("record"), Question.class),
                            row.getString("checkpoint"),
                            Duration.ofMillis(row.getLong("age_ms"))))
                    .optional()));
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
                    .param("lease", lease.toString())
                    .param("questions", questions)
                    .param("attempts", attempts)
                    .param("holder", holder)
                    .query((row, _) -> question(row))
                    .list())));
  }

  /** Keeps how far a run has come, if the task is still this holder's. */
  void save(Run run, String checkpoint) {
    Question question = run.question();
    guarded(() ->
        transactions.call(
            question.principal(),
            jdbc ->
                jdbc.sql(
                        """
                        update task_content set checkpoint = :checkpoint
                        from task
                        where task_content.tenant = :tenant and task_content.question = :question
                          and task.tenant = :tenant and task.question = :question
                          and task.attempt = :attempt and task.lease_holder = :holder
                        """)
                    .param("checkpoint", checkpoint)
                    .param("tenant", question.principal().tenant())
                    .param("question", question.id().value())
                    .param("attempt", run.attempt())
                    .param("holder", holder)
                    .update()));
  }

  /** Ends the task and drops its content, if it is still this holder's in this attempt. */
  void finish(Principal principal, QuestionId question, int attempt) {
    guarded(() ->
        transactions.call(
            principal,
            jdbc ->
                jdbc.sql(
                        """
                        with ended as (
                          update task set state = 'finished', finished_at = now(),
                            lease_holder = null, lease_until = null
                          where tenant = :tenant and question = :question
                            and attempt = :attempt and lease_holder = :holder
                          returning tenant, question
                        )
                        delete from task_content where (tenant, question) in (table ended)
                        """)
                    .param("tenant", principal.tenant())
                    .param("question", question.value())
                    .param("attempt", attempt)
                    .param("holder", holder)
                    .update()));
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
              .param("holder", holder)
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

  private static void announce(JdbcClient jdbc) {
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

  static <T extends @Nullable Object> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException | TransactionException e) {
      throw new TasksUnavailable(e);
    }
  }

  /** What a task is about, and the checkpoint of the attempt before. */
  record Content(Question question, @Nullable String checkpoint, Duration age) {}
}
