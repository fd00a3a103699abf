package io.longshore.generator.task;

import static io.longshore.generator.task.TasksUnavailable.guarded;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Retrieved;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tasks of one tenant, with what they are about. Throws {@link TasksUnavailable}. */
final class TaskRepository {
  private final TenantTransaction transactions;
  private final Json json;
  private final Holder holder;

  TaskRepository(TenantTransaction transactions, Json json, Holder holder) {
    this.transactions = transactions;
    this.json = json;
    this.holder = holder;
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
                QueueRepository.announce(jdbc);
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
        .param("holder", holder.name())
        .param("lease", holder.lease().toString())
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
                    .param("holder", holder.name())
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
                    .param("holder", holder.name())
                    .update()));
  }

  /** What a task is about, and the checkpoint of the attempt before. */
  record Content(Question question, @Nullable String checkpoint, Duration age) {}
}
