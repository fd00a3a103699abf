package io.longshore.runtime.working;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.SignOfLife;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import io.longshore.local.process.Await;
import io.longshore.runtime.Questions;
import io.longshore.runtime.Room;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.longshore.testing.LocalStack;
import io.longshore.testing.Records;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A reranker on the real broker that works on what it is given until it is let go. */
class WorkingTest {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String TOPIC = Topics.QUESTIONS_RETRIEVED;

  private static ConfigurableApplicationContext room;
  private static Ranking ranking;
  private static Sender sender;

  @BeforeAll
  static void start() {
    room =
        Room.start(
            Ranking.class,
            "reranker-svc",
            "--server.port=0",
            "--longshore.kafka=" + LocalStack.kafka(),
            "--longshore.working.every=100ms",
            "--spring.cloud.function.definition=rank;index",
            "--spring.cloud.stream.bindings.rank-in-0.destination=" + TOPIC,
            "--spring.cloud.stream.bindings.rank-in-0.group=reranker",
            "--spring.cloud.stream.bindings.index-in-0.destination=" + Topics.DOCUMENTS_INDEXED,
            "--spring.cloud.stream.bindings.index-in-0.group=reranker");
    ranking = room.getBean(Ranking.class);
    sender = room.getBean(Sender.class);
  }

  @AfterAll
  static void stop() {
    room.close();
  }

  @Test
  void everyQuestionOfAPollIsSaidWhileTheFirstOneIsWorkedOn() throws Exception {
    var slow = asking("slow");
    CountDownLatch go = ranking.holdUp(slow);
    sender.send(TOPIC, slow.key(), slow);
    awaitSigns(slow.id(), 3);
    // The next poll may find the first of these alone, for it was fetched ahead; the one after it
    // takes all the others.
    List<Question> behind = IntStream.range(0, 5).mapToObj(i -> asking("behind " + i)).toList();
    behind.forEach(question -> sender.send(TOPIC, "same key", question));
    CountDownLatch second = ranking.holdUp(behind.get(1));
    go.countDown();
    for (Question question : behind.subList(1, behind.size())) {
      awaitSigns(question.id(), 2);
    }
    assertThat(ranking.done).doesNotContain(behind.get(1).id(), behind.getLast().id());
    second.countDown();
    await(() -> ranking.done.containsAll(behind.stream().map(Question::id).toList()));
    await(() -> room.getBean(SignsOfLife.class).size() == 0);
  }

  @Test
  void aSignNamesTheRoomAndThePartitionsThatWaitForIt() throws Exception {
    var question = asking("whose?");
    CountDownLatch go = ranking.holdUp(question);
    sender.send(TOPIC, question.key(), question);
    var sign = awaitSigns(question.id(), 1).getFirst();
    go.countDown();
    var progress = new Json().read(sign.value(), Progress.class);
    assertThat(progress.room()).isEqualTo(Rooms.RERANKER);
    assertThat(progress.kind()).isEqualTo(Progress.Kind.WORKING);
    assertThat(progress.principal()).isEqualTo(question.principal());
    assertThat(
            new String(
                sign.headers().lastHeader(SignOfLife.PARTITIONS).value(), StandardCharsets.UTF_8))
        .isEqualTo("%1$s/0,%1$s/1,%1$s/2,%1$s/3".formatted(TOPIC));
  }

  @Test
  void whatIsTriedAgainStaysInHandBetweenTheAttempts() throws Exception {
    var question = asking("fails");
    sender.send(TOPIC, question.key(), question);
    awaitSigns(question.id(), 5);
    await(() -> room.getBean(SignsOfLife.class).size() == 0);
  }

  @Test
  void theFirstCopyWinsAndTheSecondIsDroppedAndCounted() throws Exception {
    var question = asking("twice");
    double before = copies();
    sender.send(TOPIC, question.key(), question);
    await(() -> ranking.done.contains(question.id()));
    sender.send(TOPIC, question.key(), question.withSkipped(Rooms.EMBEDDER));
    await(() -> copies() == before + 1);
    var next = asking("next");
    sender.send(TOPIC, question.key(), next);
    await(() -> ranking.done.contains(next.id()));
    assertThat(ranking.done).containsOnlyOnce(question.id());
  }

  @Test
  void aCopyOfWhatFailedIsTried() throws Exception {
    var question = asking("fails");
    sender.send(TOPIC, question.key(), question);
    Records.await(TOPIC + Topics.DEAD_LETTER_SUFFIX, question.key(), letters -> !letters.isEmpty());
    sender.send(TOPIC, question.key(), again(question));
    await(() -> ranking.done.contains(question.id()));
  }

  @Test
  void garbageAmongQuestionsIsNoReasonToBeSilent() throws Exception {
    var question = asking("behind garbage");
    CountDownLatch go = ranking.holdUp(question);
    Records.send(TOPIC, question.key(), "{\"id\": ]");
    sender.send(TOPIC, question.key(), question);
    awaitSigns(question.id(), 1);
    go.countDown();
    await(() -> ranking.done.contains(question.id()));
  }

  private static Question asking(String text) {
    return copy(Questions.asking(text, null), text);
  }

  private static Question again(Question question) {
    return copy(question, "works now");
  }

  private static Question copy(Question q, String text) {
    return new Question(
        q.id(),
        q.principal(),
        q.conversation(),
        text,
        q.history(),
        q.scope(),
        q.options(),
        Instant.now().plusSeconds(120),
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        null);
  }

  private static double copies() {
    var counter = room.getBean(MeterRegistry.class).find("longshore.stream.copies").counter();
    return counter == null ? 0 : counter.count();
  }

  private static List<ConsumerRecord<String, byte[]>> awaitSigns(QuestionId question, int count) {
    try (var consumer = Records.consumer(Topics.PROGRESS)) {
      List<ConsumerRecord<String, byte[]>> signs = new ArrayList<>();
      for (Instant end = Instant.now().plus(BOUND); Instant.now().isBefore(end); ) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (question.toString().equals(record.key())) {
            signs.add(record);
          }
        }
        if (signs.size() >= count) {
          return signs;
        }
      }
      throw new AssertionError("only " + signs);
    }
  }

  private static void await(BooleanSupplier condition) {
    assertThat(Await.until(condition, BOUND)).isTrue();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  static class Ranking {
    final ConcurrentLinkedQueue<QuestionId> done = new ConcurrentLinkedQueue<>();
    private final Map<QuestionId, CountDownLatch> heldUp = new ConcurrentHashMap<>();

    CountDownLatch holdUp(Question question) {
      return heldUp.computeIfAbsent(question.id(), id -> new CountDownLatch(1));
    }

    @Bean
    Consumer<Question> rank() {
      return question -> {
        if (question.text().equals("fails")) {
          throw new IllegalStateException("fails");
        }
        var go = heldUp.get(question.id());
        try {
          if (go != null && !go.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("not let go");
          }
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        done.add(question.id());
      };
    }

    @Bean
    Consumer<Question> index() {
      return question -> done.add(question.id());
    }
  }
}
