package io.longshore.runtime.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.process.Await;
import io.longshore.testing.LocalStack;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tails of a topic of one partition on the real broker. */
class TopicTailTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private static Admin admin;
  private static KafkaProducer<String, String> producer;

  private final String topic = "tail-" + UUID.randomUUID();
  private final TopicPartition partition = new TopicPartition(topic, 0);
  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
  private final TopicTails tails =
      new TopicTails(
          new TopicConsumers(
              Map.of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  LocalStack.kafka(),
                  ConsumerConfig.GROUP_ID_CONFIG,
                  "none",
                  ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                  200)),
          Clock.systemUTC());

  @BeforeAll
  static void connect() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", LocalStack.kafka(), "metadata.max.age.ms", 200);
    admin = Admin.create(settings);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @AfterAll
  static void close() {
    producer.close();
    admin.close();
  }

  @BeforeEach
  void makeTopic() throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
  }

  @AfterEach
  void stop() {
    tails.stop();
  }

  @Test
  void itHearsWhatComesFromNowOnAndIsInContact() throws Exception {
    say("before");
    var tail = started(listening());
    say("after");
    await(() -> heard.contains("after"));
    assertThat(heard).containsExactly("after");
    assertThat(tail.partitions(topic)).isOne();
    assertThat(tail.position(partition)).isEqualTo(OptionalLong.of(2));
    await(tail::inContact);
  }

  @Test
  void itBeginsInThePastWhereItIsToldTo() throws Exception {
    say(0, "long ago", Instant.now().minus(Duration.ofHours(1)));
    say(0, "just now", Instant.now().minus(Duration.ofMinutes(1)));
    started(listening().since(Duration.ofMinutes(10)));
    say("after");
    await(() -> heard.contains("after"));
    assertThat(heard).containsExactly("just now", "after");
  }

  @Test
  void itBeginsAtTheEndWhereNothingWasSaidSinceThen() throws Exception {
    say(0, "long ago", Instant.now().minus(Duration.ofHours(1)));
    started(listening().since(Duration.ofMinutes(10)));
    say("after");
    await(() -> heard.contains("after"));
    assertThat(heard).containsExactly("after");
  }

  @Test
  void itGoesOnWhereItStoppedAfterAnError() throws Exception {
    var broken = new AtomicBoolean();
    var ear =
        new TopicTail.Ear() {
          @Override
          public void hear(ConsumerRecord<String, byte[]> record) {
            TopicTailTest.this.hear(record);
          }

          @Override
          public void polled(boolean inContact) {
            if (inContact && heard.contains("first") && broken.compareAndSet(false, true)) {
              throw new IllegalStateException("broken once");
            }
          }
        };
    started(listening(), ear);
    say("first");
    await(broken::get);
    say("while nobody polls");
    await(() -> heard.size() == 2);
    say("afterwards");
    await(() -> heard.contains("afterwards"));
    assertThat(heard).containsExactly("first", "while nobody polls", "afterwards");
  }

  @Test
  void anEarThatFailsMissesThatRecordOnly() throws Exception {
    started(
        listening(),
        record -> {
          hear(record);
          if (heard.size() == 1) {
            throw new IllegalStateException("can't hear this");
          }
        });
    say("first");
    say("second");
    await(() -> heard.contains("second"));
    assertThat(heard).containsExactly("first", "second");
  }

  @Test
  void aPartitionThatTheTopicGetsIsHeardFromItsBeginning() throws Exception {
    var tail = started(listening());
    say("old");
    await(() -> heard.contains("old"));
    admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
    await(() -> tail.partitions(topic) == 2);
    say(1, "new", Instant.now());
    say("old again");
    await(() -> heard.containsAll(List.of("new", "old again")));
    assertThat(heard).containsOnlyOnce("old", "new", "old again");
    assertThat(tail.partitions(topic)).isEqualTo(2);
  }

  @Test
  void whatTheTopicNoLongerHoldsIsPassedOver() throws Exception {
    var tail = started(listening());
    tails.stop();
    say("lost");
    say("kept");
    admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1))).all().get();
    tails.start();
    await(() -> heard.contains("kept"));
    assertThat(heard).containsExactly("kept");
    assertThat(tail.position(partition)).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void aPositionIsKnownBeforeItsRecordIsHandedOut() throws Exception {
    var positions = new ConcurrentLinkedQueue<Long>();
    var opened = new AtomicReference<TopicTail>();
    opened.set(
        started(
            listening(),
            record ->
                positions.add(
                    Objects.requireNonNull(opened.get()).position(partition).orElseThrow())));
    say("one");
    await(() -> !positions.isEmpty());
    assertThat(positions).containsExactly(1L);
  }

  @Test
  void oneThatIsNeededLaterStartsThenAndNotAfterTheEnd() throws Exception {
    var tail = tails.open(listening().startedWhenNeeded(), this::hear);
    tails.start();
    assertThat(threads()).isZero();
    say("before");
    assertThat(tail.awaitReady(BOUND)).isTrue();
    say("after");
    await(() -> heard.contains("after"));
    assertThat(heard).containsExactly("after");
    tails.stop();
    assertThat(threads()).isZero();
    var never = tails.open(listening().startedWhenNeeded(), this::hear);
    tails.stop();
    assertThat(never.awaitReady(Duration.ofMillis(100))).isFalse();
    assertThat(threads()).isZero();
  }

  private Listening listening() {
    return Listening.to(topic, List.of(topic));
  }

  private TopicTail started(Listening listening) {
    return started(listening, this::hear);
  }

  private TopicTail started(Listening listening, TopicTail.Ear ear) {
    var tail = tails.open(listening, ear);
    tails.start();
    assertThat(tail.awaitReady(BOUND)).isTrue();
    return tail;
  }

  private void hear(ConsumerRecord<String, byte[]> record) {
    heard.add(new String(record.value(), StandardCharsets.UTF_8));
  }

  private long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tail-" + topic))
        .count();
  }

  private void say(String value) throws Exception {
    say(0, value, Instant.now());
  }

  private void say(int partition, String value, Instant at) throws Exception {
    producer.send(new ProducerRecord<>(topic, partition, at.toEpochMilli(), "key", value)).get();
  }

  private static void await(BooleanSupplier condition) {
    assertThat(Await.until(condition, BOUND)).isTrue();
  }
}
