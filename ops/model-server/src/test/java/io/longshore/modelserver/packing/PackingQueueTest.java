package io.longshore.modelserver.packing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PackingQueueTest {
  private static final long WAIT = 1_000;

  private final AtomicLong clock = new AtomicLong();
  private final PackingQueue queue = new PackingQueue(100, 800, WAIT, clock::get);

  @Test
  void questionsGoFirstAndAtOnceAndAlone() throws InterruptedException {
    EncoderRequest ingestion = ingestion(90);
    EncoderRequest question = text(10, 1, true);
    queue.add(ingestion);
    queue.add(question);
    assertThat(queue.take()).extracting(Segment::request).containsExactly(question);
    assertThat(queue.take()).extracting(Segment::request).containsExactly(ingestion);
  }

  @Test
  void textsOfManyRequestsShareARunUpToItsSize() throws InterruptedException {
    List<EncoderRequest> requests =
        List.of(ingestion(40), ingestion(50), ingestion(40), ingestion(10));
    requests.forEach(queue::add);
    assertThat(queue.take())
        .extracting(Segment::request)
        .containsExactly(requests.get(0), requests.get(1), requests.get(3));
    clock.addAndGet(WAIT);
    assertThat(queue.take()).extracting(Segment::request).containsExactly(requests.get(2));
  }

  @Test
  void aTextLongerThanARunGoesAlone() throws InterruptedException {
    EncoderRequest longer = ingestion(300);
    queue.add(longer);
    queue.add(ingestion(80));
    assertThat(queue.take()).extracting(Segment::request).containsExactly(longer);
  }

  @Test
  void anotherDivisorIsAnotherRun() throws InterruptedException {
    EncoderRequest one = text(50, 1, false);
    EncoderRequest other = text(20, 2, false);
    EncoderRequest same = text(40, 1, false);
    List.of(one, other, same).forEach(queue::add);
    assertThat(queue.take()).extracting(Segment::request).containsExactly(one, same);
  }

  @Test
  void aLonelyTextWaitsForCompanyOnlySoLong() throws InterruptedException {
    EncoderRequest lonely = ingestion(10);
    queue.add(lonely);
    clock.addAndGet(WAIT);
    assertThat(queue.take()).extracting(Segment::request).containsExactly(lonely);
  }

  @Test
  void whatNobodyWaitsForIsLeftOut() throws InterruptedException {
    EncoderRequest abandoned = ingestion(80);
    queue.add(abandoned);
    abandoned.output().cancel(false);
    EncoderRequest kept = ingestion(80);
    queue.add(kept);
    assertThat(queue.take()).extracting(Segment::request).containsExactly(kept);
  }

  @Test
  void aFullQueueRefusesIngestionFirstAndQuestionsLast() {
    queue.add(ingestion(700));
    assertThatExceptionOfType(QueueFull.class).isThrownBy(() -> queue.add(ingestion(1)));
    queue.add(text(100, 1, true));
    assertThatExceptionOfType(QueueFull.class)
        .isThrownBy(() -> queue.add(text(1, 1, true)))
        .withMessage("Exceeds maximum queue size");
  }

  @Test
  void whatWasTakenMakesRoom() throws InterruptedException {
    queue.add(ingestion(700));
    queue.take();
    queue.add(ingestion(700));
    assertThat(queue.take()).hasSize(1);
  }

  private static EncoderRequest ingestion(int tokens) {
    return text(tokens, 1, false);
  }

  private static EncoderRequest text(int tokens, float divisor, boolean question) {
    long[] segments = new long[tokens];
    Arrays.fill(segments, 1);
    return new EncoderRequest(
        new long[tokens], new long[tokens], segments, 1, divisor, 2, question, false);
  }
}
