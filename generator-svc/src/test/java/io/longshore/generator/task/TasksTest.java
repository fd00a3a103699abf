package io.longshore.generator.task;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Ranked;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import io.longshore.generator.Passages;
import io.longshore.runtime.stream.SendFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances at one real table, as the service's role. */
class TasksTest {
  private static final TaskTable TABLE = new TaskTable();
  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final int LONG = 1_000;

  private final Instance one = new Instance(TABLE.transactions, "one", properties(4, 2));
  private final Instance two = new Instance(TABLE.transactions, "two", properties(4, 2));

  @AfterAll
  static void close() {
    TABLE.close();
  }

  @AfterEach
  void nothingIsLeftOpen() {
    TABLE.transactions.away = false;
    TABLE.transactions.system(jdbc -> jdbc.sql("update task set state = 'finished'").update());
  }

  @Test
  void aTaskIsBegunAtOnceAndNothingOfItIsKeptWhenItHasEnded() {
    var question = question("short");
    one.tasks.take(question);
    assertThat(one.inHand).containsExactly(question.id());
    assertThat(TABLE.holdsContent(question)).isTrue();
    one.workOn();
    assertThat(one.ran).containsExactly(question.id() + " 1");
    assertThat(one.inHand).isEmpty();
    assertThat(TABLE.row(question)).isEqualTo("finished 1");
    assertThat(TABLE.holdsContent(question)).isFalse();
  }

  @Test
  void aSecondCopyIsNotBegunWhereverItComes() {
    var question = question("short");
    one.tasks.take(question);
    two.tasks.take(question);
    one.workOn();
    two.tasks.take(question.withSkipped("reranker"));
    two.workOn();
    assertThat(one.ran).hasSize(1);
    assertThat(two.ran).isEmpty();
  }

  @Test
  void whatADeadInstanceHeldIsFinishedByAnotherThatKnowsHowFarItCame() {
    var question = question("short").withDegraded("memory:database-unavailable");
    one.work =
        run -> {
          run.save(() -> "half of it");
          one.tasks.renew();
          throw new SendFailed("as if killed here", null);
        };
    one.tasks.take(question);
    one.workOn();
    two.tasks.claim();
    assertThat(two.begun()).as("the lease still holds").isZero();

    TABLE.expire(question);
    two.work =
        run -> {
          assertThat(run.checkpoint()).hasValue("half of it");
          assertThat(run.question().degraded()).containsExactly("memory:database-unavailable");
          assertThat(run.question().ranked()).isEqualTo(question.ranked());
        };
    two.tasks.claim();
    two.workOn();
    assertThat(two.ran).containsExactly(question.id() + " 2");
    assertThat(TABLE.row(question)).isEqualTo("finished 2");
  }

  @Test
  void aRenewedLeaseIsNotTakenOver() {
    var question = question("short");
    one.tasks.take(question);
    TABLE.expire(question);
    one.tasks.renew();
    two.tasks.claim();
    assertThat(two.begun()).isZero();
  }

  @Test
  void whoLostItsLeaseSaysNothingMoreAndEndsNothing() {
    var question = question("short");
    one.tasks.take(question);
    TABLE.expire(question);
    two.tasks.claim();
    one.work =
        run -> {
          run.goOn(); // nobody has told it yet
          one.tasks.renew();
          assertThatThrownBy(run::goOn).isInstanceOf(TaskLost.class);
          run.goOn();
        };
    one.workOn();
    assertThat(one.ran).isEmpty();
    assertThat(TABLE.row(question)).isEqualTo("running 2");
    two.workOn();
    assertThat(TABLE.row(question)).isEqualTo("finished 2");
  }

  @Test
  void whoWasFrozenForALeaseKnowsItWithoutTheDatabase() {
    one.work =
        run -> {
          one.nanos.addAndGet(LEASE.toNanos() - 1);
          run.goOn();
          one.nanos.addAndGet(1);
          run.goOn();
        };
    one.tasks.take(question("short"));
    one.workOn();
    assertThat(one.ran).isEmpty();
  }

  @Test
  void aLongTaskHoldsUpNoShortOne() {
    var tight = new Instance(TABLE.transactions, "tight", properties(2, 1));
    var first = longQuestion();
    var second = longQuestion();
    var shortOne = question("short");
    tight.tasks.take(first);
    tight.tasks.take(second);
    tight.tasks.take(shortOne);
    assertThat(tight.begun()).isEqualTo(2);
    assertThat(TABLE.row(second)).isEqualTo("waiting 0");
    tight.workOn();
    assertThat(tight.ran)
        .as("the second long one follows when the first has ended")
        .containsExactly(first.id() + " 1", shortOne.id() + " 1", second.id() + " 1");
  }

  @Test
  void whatWaitsIsTakenByWhoeverIsFreeAndIsVouchedForUntilThen() {
    var full = new Instance(TABLE.transactions, "full", properties(1, 0));
    var running = question("short");
    var waiting = question("short");
    full.tasks.take(running);
    full.tasks.take(waiting);
    full.vouching.vouch();
    assertThat(full.vouchedFor).containsExactly(waiting.id());
    two.vouching.vouch();
    assertThat(two.vouchedFor).containsExactly(running.id(), waiting.id());
    two.tasks.claim();
    two.workOn();
    assertThat(two.ran).containsExactly(waiting.id() + " 1");
  }

  @Test
  void whatWaitedForAWorkerKnowsHowLong() {
    var full = new Instance(TABLE.transactions, "full", properties(1, 0));
    full.tasks.take(question("short"));
    full.tasks.take(question("short"));
    List<Long> waited = new ArrayList<>();
    two.work = run -> waited.add(run.question().timings().getOrDefault(Tasks.QUEUE, -1L));
    two.tasks.claim();
    two.workOn();
    assertThat(waited).hasSize(1).allMatch(millis -> millis >= 0);
  }

  @Test
  void twoInstancesNeverWorkOnTheSameAttempt() throws InterruptedException {
    var full = new Instance(TABLE.transactions, "full", properties(1, 0));
    List<Question> all = IntStream.range(0, 60).mapToObj(i -> question("short")).toList();
    all.forEach(full.tasks::take);
    var threads =
        Stream.of(one, two)
            .map(instance ->
                Thread.startVirtualThread(() -> {
                  for (int i = 0; i < all.size(); i++) {
                    instance.tasks.claim();
                    instance.workOn();
                  }
                }))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(Stream.concat(one.ran.stream(), two.ran.stream()))
        .containsExactlyInAnyOrderElementsOf(
            all.stream().skip(1).map(question -> question.id() + " 1").toList());
  }

  @Test
  void whatNobodyWaitsForStopsBeforeItStartsAndWhileItRuns() {
    var full = new Instance(TABLE.transactions, "full", properties(1, 0));
    var running = question("short");
    var waiting = question("short");
    var stopped = new AtomicInteger();
    full.work =
        run -> {
          run.goOn();
          full.tasks.cancel(cancelled(running));
          assertThatThrownBy(run::goOn).isInstanceOf(TaskCancelled.class);
          stopped.incrementAndGet();
        };
    full.tasks.take(running);
    full.tasks.take(waiting);
    two.work = run -> assertThatThrownBy(run::goOn).isInstanceOf(TaskCancelled.class);
    two.tasks.cancel(cancelled(waiting));
    two.workOn();
    assertThat(two.ran).as("begun only to say so").containsExactly(waiting.id() + " 1");
    full.workOn();
    assertThat(stopped).hasValue(1);
    assertThat(TABLE.row(running)).isEqualTo("finished 1");
  }

  @Test
  void anErrorIsGivenUpAndWhatCouldNotBeSentIsLeftToTheNext() {
    var wrong = question("short");
    one.work =
        run -> {
          throw new IllegalStateException("a bug");
        };
    one.tasks.take(wrong);
    one.workOn();
    assertThat(one.givenUp).containsExactly(wrong.id() + " 1");
    assertThat(TABLE.row(wrong)).isEqualTo("finished 1");

    var unsent = question("short");
    one.work =
        run -> {
          throw new SendFailed("no broker", null);
        };
    one.tasks.take(unsent);
    one.workOn();
    assertThat(TABLE.row(unsent)).isEqualTo("running 1");
    assertThat(one.inHand).isEmpty();
  }

  @Test
  void whatFailsItsInstanceAgainAndAgainIsGivenUp() {
    var deadly = question("short");
    one.tasks.take(deadly);
    TABLE.update(deadly, "attempt = 5");
    TABLE.expire(deadly);
    two.tasks.claim();
    two.workOn();
    assertThat(two.ran).isEmpty();
    assertThat(two.givenUp).containsExactly(deadly.id() + " 6");
    assertThat(TABLE.row(deadly)).isEqualTo("finished 6");
  }

  @Test
  void withoutADatabaseNothingIsTakenOnAndNoWorkerIsLost() {
    TABLE.transactions.away = true;
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> one.tasks.take(question("short")))
          .isInstanceOf(TasksUnavailable.class);
    }
    TABLE.transactions.away = false;
    one.tasks.take(question("short"));
    assertThat(one.begun()).isEqualTo(1);
  }

  @Test
  void anEndThatCouldNotBeWrittenIsWrittenLater() {
    var question = question("short");
    one.work = run -> TABLE.transactions.away = true;
    one.tasks.take(question);
    one.workOn();
    TABLE.transactions.away = false;
    assertThat(TABLE.row(question)).isEqualTo("running 1");
    one.tasks.renew();
    assertThat(TABLE.row(question)).isEqualTo("finished 1");
  }

  @Test
  void whatIsLongOverdueOrLongAgoIsSwept() {
    var overdue = question("short");
    var old = question("short");
    var fresh = question("short");
    Stream.of(overdue, old, fresh).forEach(one.tasks::take);
    TABLE.update(overdue, "deadline = now() - interval '2 minutes'");
    TABLE.update(old, "created_at = now() - interval '25 hours'");
    var sweeps = new SweepRepository(TABLE.transactions);
    sweeps.end(Duration.ofMinutes(1));
    sweeps.forget(Duration.ofHours(24));
    assertThat(TABLE.row(overdue)).isEqualTo("finished 1");
    assertThat(TABLE.holdsContent(overdue)).isFalse();
    assertThat(TABLE.row(old)).isNull();
    assertThat(TABLE.holdsContent(old)).isFalse();
    assertThat(TABLE.row(fresh)).isEqualTo("running 1");
    assertThat(TABLE.holdsContent(fresh)).isTrue();
  }

  @Test
  void whoStopsLeavesWhatItHasBegunToOthersAtOnce() {
    var question = question("short");
    one.tasks.take(question);
    one.tasks.release();
    two.tasks.claim();
    two.workOn();
    one.workOn();
    assertThat(one.ran).isEmpty();
    assertThat(two.ran).containsExactly(question.id() + " 2");
  }

  @Test
  void theContentsThatHoldADocumentAreCountedForItsTenantOnlyUntilTheTaskEnds() {
    var question = question("short");
    var contents = new ContentRepository(TABLE.transactions);
    DocumentId document = document(question);
    one.tasks.take(question);
    one.tasks.take(question("short"));
    assertThat(contents.holding(1, document)).isOne();
    assertThat(contents.holding(2, document)).isZero();
    one.workOn();
    assertThat(contents.holding(1, document)).isZero();
  }

  private static DocumentId document(Question question) {
    return requireNonNull(question.ranked()).evidence().getFirst().passage().span().document();
  }

  @Test
  void aWaitingTaskIsHeardOf() {
    var full = new Instance(TABLE.transactions, "full", properties(1, 0));
    var heard = new AtomicInteger();
    try (var signal = new TaskSignal(TABLE.database.url(), "generation", heard::incrementAndGet)) {
      signal.start();
      Awaitility.await().until(() -> heard.get() == 1);
      full.tasks.take(question("short"));
      full.tasks.take(question("short"));
      Awaitility.await().until(() -> heard.get() == 2);
    }
  }

  private static TaskProperties properties(int workers, int keptForShort) {
    return new TaskProperties(
        workers,
        keptForShort,
        LONG,
        LEASE,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        5,
        1024,
        Duration.ofHours(24),
        Duration.ofMinutes(10),
        100,
        Duration.ofSeconds(1));
  }

  private static Cancelled cancelled(Question question) {
    return new Cancelled(question.principal(), question.id(), question.deadline(), Instant.now());
  }

  private static Question longQuestion() {
    return question("long ".repeat(LONG));
  }

  private static Question question(String passage) {
    var evidence = List.of(new Evidence(Passages.passage(passage), 1, List.of()));
    return new Question(
        QuestionId.random(),
        new Principal(1, "local", List.of()),
        null,
        "What?",
        List.of(),
        new Scope(List.of(), List.of()),
        new Options(Options.Goal.ANSWER, 10),
        LATER,
        null,
        new Retrieved(List.of(Passages.passage(passage)), "g", 1, 1),
        new Ranked(evidence),
        List.of(),
        List.of(),
        Map.of(),
        null);
  }
}
