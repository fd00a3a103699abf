package io.longshore.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import io.longshore.contracts.answer.Finished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerLogTest {
  private static final QuestionId ID = QuestionId.random();
  private static final Principal WHO = new Principal(1, "local", List.of());

  @Test
  void everyAnswerStartsWithOneBeforeAnythingIsHeard() {
    assertThat(AnswerLog.OPENING.ordinal()).isOne();
    assertThat(told(started(1), delta(1, "a"), finished(1)))
        .containsExactly("2 DELTA", "3 FINISHED");
  }

  @Test
  void aSearchThatNeverSaysStartedCountsAlike() {
    assertThat(told(evidence(1), finished(1))).containsExactly("2 EVIDENCE", "3 FINISHED");
  }

  @Test
  void aHigherAttemptStartsOverAndTheLowerOneIsDropped() {
    assertThat(
            told(
                started(1),
                delta(1, "a"),
                started(2),
                delta(1, "late"),
                delta(2, "b"),
                finished(1),
                finished(2)))
        .containsExactly("2 DELTA", "3 RESTARTED", "4 DELTA", "5 FINISHED");
  }

  @Test
  void aSecondStartOfTheSameAttemptIsAnewRun() {
    assertThat(told(started(1), delta(1, "a"), started(1), delta(1, "a")))
        .containsExactly("2 DELTA", "3 RESTARTED", "4 DELTA");
  }

  @Test
  void aHigherAttemptThatMissedItsStartIsSaidToHaveRestarted() {
    assertThat(told(delta(1, "a"), delta(2, "b")))
        .containsExactly("2 DELTA", "3 RESTARTED", "4 DELTA");
  }

  @Test
  void aHigherAttemptRestartsNothingWhenItIsTheFirstThatIsHeard() {
    assertThat(told(started(7), delta(7, "a"), delta(1, "late"), finished(7)))
        .containsExactly("2 DELTA", "3 FINISHED");
  }

  @Test
  void nothingComesAfterTheFirstEnd() {
    assertThat(told(failed(1), started(2), finished(2), failed(1))).containsExactly("2 FAILED");
  }

  @Test
  void anUnknownKindIsNotCounted() {
    var unknown = new AnswerEvent(ID, WHO, 1, null, null, null, null, null, null, Instant.now());
    assertThat(told(unknown, delta(1, "a"))).containsExactly("2 DELTA");
  }

  @Test
  void whatWasAcceptedCountsAlikeWhenItIsReplayed() {
    var live = new AnswerLog(100);
    var heard =
        List.of(
            started(1),
            delta(1, "a"),
            started(1),
            delta(1, "x"),
            evidence(2),
            delta(1, "no"),
            delta(2, "b"),
            finished(2),
            failed(3));
    var first = new ArrayList<NumberedEvent>();
    heard.forEach(event -> first.addAll(live.accept(event)));
    var replay = new AnswerLog(100);
    var second = new ArrayList<NumberedEvent>();
    live.accepted().forEach(event -> second.addAll(replay.accept(event)));
    assertThat(second).isEqualTo(first).hasSize(7);
  }

  @Test
  void anAnswerOfTooManyEventsFails() {
    var log = new AnswerLog(3);
    var told = new ArrayList<NumberedEvent>();
    for (int i = 0; i < 10; i++) {
      told.addAll(log.accept(delta(1, "a")));
    }
    assertThat(told).hasSize(4);
    assertThat(told.getLast().kind()).isEqualTo(NumberedEvent.Kind.FAILED);
  }

  @Test
  void whatIsNeitherModelNorSqlIsOverhead() {
    var timings = Map.of("memory", 3L, "memory.sql", 2L, "embedder.model", 40L, "embedder", 60L);
    var last =
        AnswerEvent.finished(
            ID, WHO, 1, new Finished("", false, List.of(), timings, List.of(), List.of()));
    assertThat(Receipt.of(last, Duration.ofMillis(100)))
        .containsAllEntriesOf(timings)
        .containsEntry("total", 100L)
        .containsEntry("overhead", 58L);
  }

  private static List<String> told(AnswerEvent... events) {
    var log = new AnswerLog(100);
    var told = new ArrayList<String>();
    for (var event : events) {
      log.accept(event).forEach(one -> told.add(one.ordinal() + " " + one.kind()));
    }
    return told;
  }

  private static AnswerEvent started(int attempt) {
    return AnswerEvent.started(ID, WHO, attempt);
  }

  private static AnswerEvent evidence(int attempt) {
    return AnswerEvent.evidence(ID, WHO, attempt, List.of());
  }

  private static AnswerEvent delta(int attempt, String text) {
    return AnswerEvent.delta(ID, WHO, attempt, text);
  }

  private static AnswerEvent finished(int attempt) {
    return AnswerEvent.finished(
        ID, WHO, attempt, new Finished("a", false, List.of(), Map.of(), List.of(), List.of()));
  }

  private static AnswerEvent failed(int attempt) {
    return AnswerEvent.failed(ID, WHO, attempt, new Failed("x", "y", List.of(), List.of()));
  }
}
