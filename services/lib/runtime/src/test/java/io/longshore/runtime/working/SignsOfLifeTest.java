package io.longshore.runtime.working;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.SignOfLife;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import io.longshore.runtime.Questions;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignsOfLifeTest {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration BOUND = Duration.ofSeconds(10);

  private final Said said = new Said();
  private final Question question = Questions.asking("Who?", null);
  private SignsOfLife signs = signsAt(question.deadline().minusSeconds(10));

  @AfterEach
  void close() {
    signs.close();
  }

  @Test
  void aQuestionInHandIsSaidAtOnceAndAgainUntilItIsOutOfHand() throws Exception {
    var hold = signs.begin(question);
    for (int i = 0; i < 3; i++) {
      Sign sign = said.next();
      assertThat(sign.topic()).isEqualTo(Topics.PROGRESS);
      assertThat(sign.key()).isEqualTo(question.id().toString());
      assertThat(sign.progress().kind()).isEqualTo(Progress.Kind.WORKING);
      assertThat(sign.progress().room()).isEqualTo(Rooms.GENERATOR);
      assertThat(sign.progress().principal()).isEqualTo(question.principal());
      assertThat(sign.progress().question()).isEqualTo(question.id());
      assertThat(sign.headers()).isEmpty();
    }
    hold.close();
    assertThat(signs.size()).isZero();
    var other = Questions.asking("Who else?", null);
    signs.begin(other);
    QuestionId last = question.id();
    for (int i = 0; i < 4; i++) { // one sign may have been on its way
      last = said.next().question();
    }
    assertThat(last).isEqualTo(other.id());
  }

  @Test
  void betweenTwoSignsLiesTheTimeOfTheSettings() throws Exception {
    signs.begin(question);
    said.next();
    long first = System.nanoTime();
    said.next();
    said.next();
    assertThat(Duration.ofNanos(System.nanoTime() - first))
        .isGreaterThan(EVERY.multipliedBy(2).minusMillis(50));
  }

  @Test
  void theQueueBehindTheHandsIsNamed() throws Exception {
    var head = new QuestionHead(question.id(), question.principal(), question.deadline());
    signs.hold("key", head, "questions.recalled/0,questions.recalled/1");
    assertThat(said.next().headers())
        .containsEntry(SignOfLife.PARTITIONS, "questions.recalled/0,questions.recalled/1");
  }

  @Test
  void nothingIsSaidForAQuestionAfterItsDeadline() throws Exception {
    signs.close();
    signs = signsAt(question.deadline());
    signs.begin(question);
    for (long end = System.nanoTime() + BOUND.toNanos(); signs.size() > 0; ) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(said.signs).isEmpty();
  }

  @Test
  void aBrokerThatIsAwayStopsNothing() throws Exception {
    said.fail = true;
    signs.begin(question);
    said.next();
    said.fail = false;
    assertThat(said.next().question()).isEqualTo(question.id());
  }

  private SignsOfLife signsAt(Instant now) {
    return new SignsOfLife(Rooms.GENERATOR, said, EVERY, Clock.fixed(now, ZoneOffset.UTC));
  }

  record Sign(String topic, String key, Progress progress, Map<String, String> headers) {
    @Nullable QuestionId question() {
      return progress.question();
    }
  }

  private static final class Said implements Sender {
    private final BlockingQueue<Sign> signs = new LinkedBlockingQueue<>();
    private volatile boolean fail;

    Sign next() throws InterruptedException {
      Sign sign = signs.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(sign).isNotNull();
      return sign;
    }

    @Override
    public void send(String topic, String key, Object record) {
      throw new UnsupportedOperationException("signs don't wait");
    }

    @Override
    public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
      throw new UnsupportedOperationException("signs have headers");
    }

    @Override
    public CompletableFuture<Void> sendAsync(
        String topic, String key, Object record, Map<String, String> headers) {
      signs.add(new Sign(topic, key, (Progress) record, headers));
      return fail
          ? CompletableFuture.failedFuture(new SendFailed("away", null))
          : CompletableFuture.completedFuture(null);
    }
  }
}
