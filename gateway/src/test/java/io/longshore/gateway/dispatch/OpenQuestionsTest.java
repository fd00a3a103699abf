package io.longshore.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Progress;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import io.longshore.gateway.dispatch.OpenQuestions.Silent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenQuestionsTest {
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

  private final OpenQuestions open = new OpenQuestions(Duration.ofMillis(1500), 100);
  private final Question question = SomeQuestion.until(START.plusSeconds(60));

  @Test
  void aQuestionOfOursIsTakenPastASilentRoomAfterTheSilence() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, at(10));
    assertThat(open.silent(at(1_500))).isEmpty();
    assertThat(open.silent(at(1_510))).containsExactly(new Silent(question, Rooms.MEMORY, false));
  }

  @Test
  void aQuestionOfOursThatNobodyHeardOnItsTopicIsTakenOnToo() {
    open.sending(question, at(0));
    assertThat(open.silent(at(1_500))).containsExactly(new Silent(question, Rooms.MEMORY, false));
  }

  @Test
  void anotherGatewaysQuestionIsTakenOnAfterTwiceTheSilence() {
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, at(0));
    assertThat(open.silent(at(2_999))).isEmpty();
    assertThat(open.silent(at(3_000))).hasSize(1);
  }

  @Test
  void theEmbedderGetsTwiceTheTimeBecauseWithoutItAQuestionFails() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, at(0));
    assertThat(open.silent(at(2_999))).isEmpty();
    assertThat(open.silent(at(3_000))).containsExactly(new Silent(question, Rooms.EMBEDDER, false));
  }

  @Test
  void theTopicOfTheLatestCopySaysWhoseTurnItIs() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RETRIEVED, 0, question, at(100));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, at(200));
    assertThat(open.silent(at(1_600))).containsExactly(new Silent(question, Rooms.RERANKER, false));
    open.seen(Topics.QUESTIONS_RANKED, 0, question, at(1_700));
    assertThat(open.silent(at(3_200)))
        .containsExactly(new Silent(question, Rooms.GENERATOR, false));
  }

  @Test
  void aRoomThatWorksForLongIsNotSilent() {
    open.sending(question, at(0));
    for (int ms = 0; ms <= 5_000; ms += 500) {
      open.heard(working(Rooms.MEMORY, question), Set.of(), at(ms));
      assertThat(open.silent(at(ms + 499))).isEmpty();
    }
    assertThat(open.silent(at(6_500))).hasSize(1);
  }

  @Test
  void aSignOfAnotherRoomDoesNotCount() {
    open.sending(question, at(0));
    open.heard(working(Rooms.EMBEDDER, question), Set.of(), at(1_000));
    assertThat(open.silent(at(1_500))).hasSize(1);
  }

  @Test
  void aQuestionBehindAnotherInTheSamePartitionWaitsAsLongAsThatOneIsWorkedOn() {
    var behind = SomeQuestion.until(START.plusSeconds(60));
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 2, question, at(0));
    open.sending(behind, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 2, behind, at(0));
    open.heard(working(Rooms.EMBEDDER, question), Set.of("questions.recalled/2"), at(1_000));
    assertThat(open.silent(at(1_500))).isEmpty();
    open.heard(working(Rooms.EMBEDDER, question), Set.of("questions.recalled/3"), at(1_400));
    assertThat(open.silent(at(4_100))).containsExactly(new Silent(behind, Rooms.EMBEDDER, false));
  }

  @Test
  void whatIsSaidOfAnAnswerIsASignOfLife() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RANKED, 0, question, at(0));
    open.answered(question.id(), at(1_400));
    assertThat(open.silent(at(2_800))).isEmpty();
  }

  @Test
  void whatEndedIsLeftAloneAlsoWhenALateCopyComes() {
    open.sending(question, at(0));
    open.ended(question.id(), at(100));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, at(200));
    assertThat(open.silent(at(10_000))).isEmpty();
  }

  @Test
  void whatNobodyWaitsForIsToldFromTheRest() {
    open.sending(question, at(0));
    open.cancelled(question.id());
    assertThat(open.silent(at(1_500))).containsExactly(new Silent(question, Rooms.MEMORY, true));
  }

  @Test
  void aQuestionPastItsDeadlineIsLeftAlone() {
    open.sending(question, at(0));
    assertThat(open.silent(at(60_000))).isEmpty();
  }

  @Test
  void silenceDoesNotCountWhileNothingCanBeHeardAndTheRoomsGetTimeToComeBack() {
    open.sending(question, at(0));
    open.deaf(at(1_400));
    assertThat(open.silent(at(8_000))).isEmpty();
    assertThat(open.silent(at(9_000))).hasSize(1);
  }

  @Test
  void aQuestionIsTakenOnAgainWhenTheFirstTimeDidNotHelp() {
    open.sending(question, at(0));
    assertThat(open.silent(at(1_500))).hasSize(1);
    assertThat(open.silent(at(1_600))).isEmpty();
    assertThat(open.silent(at(3_000))).hasSize(1);
  }

  @Test
  void moreThanTheMostAreNotWatched() {
    var few = new OpenQuestions(Duration.ofMillis(1500), 1);
    few.sending(question, at(0));
    few.sending(SomeQuestion.until(START.plusSeconds(60)), at(0));
    assertThat(few.silent(at(2_000))).containsExactly(new Silent(question, Rooms.MEMORY, false));
  }

  private static Instant at(long ms) {
    return START.plusMillis(ms);
  }

  private static Progress working(String room, Question question) {
    return Progress.working(room, SomeQuestion.PRINCIPAL, question.id());
  }
}
