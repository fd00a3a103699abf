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

  private static final int SIZE = 1_000;

  private final OpenQuestions open = open(100, 100 * SIZE);
  private final Question question = SomeQuestion.until(START.plusSeconds(60));

  @Test
  void aQuestionOfOursIsTakenPastASilentRoomAfterTheSilence() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, SIZE, at(10));
    assertThat(open.silent(at(1_500))).isEmpty();
    assertThat(open.silent(at(1_510))).containsExactly(silent(question, Rooms.MEMORY));
  }

  @Test
  void aQuestionOfOursThatNobodyHeardOnItsTopicIsTakenOnToo() {
    open.sending(question, at(0));
    assertThat(open.silent(at(1_500))).containsExactly(silent(question, Rooms.MEMORY));
  }

  @Test
  void anotherGatewaysQuestionIsTakenOnAfterTwiceTheSilence() {
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, SIZE, at(0));
    assertThat(open.silent(at(2_999))).isEmpty();
    assertThat(open.silent(at(3_000))).hasSize(1);
  }

  @Test
  void theEmbedderGetsTwiceTheTimeBecauseWithoutItAQuestionFails() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, SIZE, at(0));
    assertThat(open.silent(at(2_999))).isEmpty();
    assertThat(open.silent(at(3_000))).containsExactly(silent(question, Rooms.EMBEDDER));
  }

  @Test
  void theTopicOfTheLatestCopySaysWhoseTurnItIs() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RETRIEVED, 0, question, SIZE, at(100));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, SIZE, at(200));
    assertThat(open.silent(at(1_600))).containsExactly(silent(question, Rooms.RERANKER));
    open.seen(Topics.QUESTIONS_RANKED, 0, question, SIZE, at(1_700));
    assertThat(open.silent(at(3_200))).containsExactly(silent(question, Rooms.GENERATOR));
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
    open.seen(Topics.QUESTIONS_RECALLED, 2, question, SIZE, at(0));
    open.sending(behind, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 2, behind, SIZE, at(0));
    open.heard(working(Rooms.EMBEDDER, question), Set.of("questions.recalled/2"), at(1_000));
    assertThat(open.silent(at(1_500))).isEmpty();
    open.heard(working(Rooms.EMBEDDER, question), Set.of("questions.recalled/3"), at(1_400));
    assertThat(open.silent(at(4_100))).containsExactly(silent(behind, Rooms.EMBEDDER));
  }

  @Test
  void whatIsSaidOfAnAnswerIsASignOfLife() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RANKED, 0, question, SIZE, at(0));
    open.answered(question.id(), at(1_400));
    assertThat(open.silent(at(2_800))).isEmpty();
  }

  @Test
  void whatEndedIsLeftAloneAlsoWhenALateCopyComes() {
    open.sending(question, at(0));
    open.ended(question.id(), at(100));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, SIZE, at(200));
    assertThat(open.silent(at(10_000))).isEmpty();
  }

  @Test
  void whatNobodyWaitsForIsToldFromTheRest() {
    open.sending(question, at(0));
    open.cancelled(question.id());
    assertThat(open.silent(at(1_500)))
        .containsExactly(new Silent(KeptQuestion.of(question), question, Rooms.MEMORY, true));
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
    var few = open(1, 100 * SIZE);
    few.sending(question, at(0));
    few.sending(another(), at(0));
    assertThat(few.silent(at(2_000))).containsExactly(silent(question, Rooms.MEMORY));
    assertThat(few.unwatched()).isOne();
  }

  @Test
  void theLargestCopyGoesWhenTheyAreTooLargeTogether() {
    var full = open(100, 3 * SIZE);
    var large = another();
    full.seen(Topics.QUESTIONS_RECEIVED, 0, question, SIZE, at(0));
    full.seen(Topics.QUESTIONS_RECEIVED, 0, large, 2 * SIZE, at(0));
    assertThat(full.forgotten()).isZero();
    var last = another();
    full.seen(Topics.QUESTIONS_RECEIVED, 0, last, SIZE, at(0));
    assertThat(full.forgotten()).isOne();
    assertThat(full.bytes()).isEqualTo(2 * SIZE);
    assertThat(full.silent(at(60_000 - 1)))
        .containsExactly(
            silent(question, Rooms.MEMORY),
            new Silent(KeptQuestion.of(large), null, Rooms.MEMORY, false),
            silent(last, Rooms.MEMORY));
  }

  @Test
  void anotherGatewaysCopyGoesBeforeALargerOneOfOurs() {
    var full = open(100, 3 * SIZE);
    var others = another();
    full.sending(question, at(0));
    full.seen(Topics.QUESTIONS_RECEIVED, 0, question, 2 * SIZE, at(0));
    full.seen(Topics.QUESTIONS_RECEIVED, 0, others, SIZE, at(0));
    full.seen(Topics.QUESTIONS_RETRIEVED, 0, question, 3 * SIZE, at(0));
    assertThat(full.silent(at(50_000)))
        .extracting(Silent::copy)
        .containsExactlyInAnyOrder(null, question);
    assertThat(full.bytes()).isEqualTo(3 * SIZE);
  }

  @Test
  void aCopyThatAloneIsTooLargeGoesAndTheQuestionIsWatchedOn() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RANKED, 0, question, 101 * SIZE, at(0));
    assertThat(open.bytes()).isZero();
    assertThat(open.silent(at(3_000)))
        .containsExactly(new Silent(KeptQuestion.of(question), null, Rooms.GENERATOR, false));
  }

  @Test
  void withoutItsCopyAQuestionCanOnlyFailSoTheRoomGetsTwiceTheTime() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, 101 * SIZE, at(0));
    assertThat(open.silent(at(2_999))).isEmpty();
    assertThat(open.silent(at(3_000))).hasSize(1);
  }

  @Test
  void aForgottenCopyComesBackWithTheNextRoomsOwn() {
    open.sending(question, at(0));
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, 101 * SIZE, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, SIZE, at(10));
    assertThat(open.silent(at(3_010))).containsExactly(silent(question, Rooms.EMBEDDER));
  }

  @Test
  void aQuestionThatMovesOnEndsOrIsOverdueLeavesNoBytesBehind() {
    var overdue = SomeQuestion.until(START.plusSeconds(1));
    open.sending(question, at(0));
    assertThat(open.bytes()).isEqualTo(question.text().length());
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, SIZE, at(0));
    open.seen(Topics.QUESTIONS_RECALLED, 0, question, 2 * SIZE, at(0));
    open.seen(Topics.QUESTIONS_RECEIVED, 0, overdue, SIZE, at(0));
    assertThat(open.bytes()).isEqualTo(3 * SIZE);
    open.silent(at(1_000));
    assertThat(open.bytes()).isEqualTo(2 * SIZE);
    open.ended(question.id(), at(1_000));
    assertThat(open.bytes()).isZero();
  }

  @Test
  void anEndThatIsHeardBeforeItsQuestionCountsToo() {
    open.ended(question.id(), at(0));
    open.silent(at(100));
    open.seen(Topics.QUESTIONS_RECEIVED, 0, question, SIZE, at(200));
    assertThat(open.silent(at(10_000))).isEmpty();
  }

  private static OpenQuestions open(int most, long mostBytes) {
    return new OpenQuestions(Duration.ofMillis(1500), most, mostBytes);
  }

  private static Question another() {
    return SomeQuestion.until(START.plusSeconds(60));
  }

  private static Silent silent(Question question, String room) {
    return new Silent(KeptQuestion.of(question), question, room, false);
  }

  private static Instant at(long ms) {
    return START.plusMillis(ms);
  }

  private static Progress working(String room, Question question) {
    return Progress.working(room, SomeQuestion.PRINCIPAL, question.id());
  }
}
