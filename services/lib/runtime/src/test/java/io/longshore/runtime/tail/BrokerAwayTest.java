package io.longshore.runtime.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.kafka.Accounts;
import io.longshore.local.kafka.KafkaBroker;
import io.longshore.local.process.Await;
import io.longshore.local.process.Ports;
import io.longshore.local.process.ProcessId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A tail whose broker, one of its own, goes and comes back. */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with verify --full")
class BrokerAwayTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String TOPIC = "tail";

  private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Boolean> contact = new ConcurrentLinkedQueue<>();

  @TempDir private Path folder;
  private KafkaBroker broker;
  private ProcessId process;
  private TopicTails tails;

  @BeforeEach
  void start() throws Exception {
    var ports = Ports.free(2);
    broker =
        new KafkaBroker(
            folder.resolve("kafka"),
            folder.resolve("kafka.log"),
            ports.get(0),
            ports.get(1),
            Accounts.NONE);
    process = broker.start();
    try (var admin = Admin.create(settings())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    tails = new TopicTails(new TopicConsumers(settings()), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    tails.stop();
    process.stop(broker.stopSignal(), BOUND);
  }

  @Test
  void itKnowsThatItIsCutOffAndGoesOnWhereItStopped() throws Exception {
    var tail = tails.open(Listening.to("cut-off", List.of(TOPIC)), ear());
    tails.start();
    assertThat(tail.awaitReady(BOUND)).isTrue();
    say("before");
    await(() -> heard.contains("before") && tail.inContact());
    process.stop(broker.stopSignal(), BOUND);
    await(() -> !tail.inContact());
    contact.clear();
    process = broker.start();
    say("after");
    await(() -> heard.contains("after") && tail.inContact());
    assertThat(heard).containsExactly("before", "after");
    assertThat(contact.peek()).as("told while it was cut off").isFalse();
    assertThat(contact).endsWith(true);
  }

  private TopicTail.Ear ear() {
    return new TopicTail.Ear() {
      @Override
      public void hear(ConsumerRecord<String, byte[]> record) {
        heard.add(new String(record.value(), StandardCharsets.UTF_8));
      }

      @Override
      public void polled(boolean inContact) {
        contact.add(inContact);
      }
    };
  }

  private Map<String, Object> settings() {
    return Map.of("bootstrap.servers", broker.address());
  }

  private void say(String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(settings(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, value)).get();
    }
  }

  private static void await(BooleanSupplier condition) {
    assertThat(Await.until(condition, BOUND)).isTrue();
  }
}
