package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DeadLetters;
import io.longshore.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class GarbageTest {
  private static final byte[] GARBAGE = "{\"no\": record".getBytes(UTF_8);

  /** Topics that are heard without a group: there is nobody who could park a record. */
  private static final Set<String> HEARD = Set.of(Topics.CANCELLED, Topics.REPLIES);

  @Test
  void aRecordOfGarbageInEveryTopicIsParkedAndTheOnesBehindGoOn()
      throws InterruptedException, ExecutionException {
    var longshore = Longshore.running();
    var settings = longshore.client("longshore");
    try (var producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        var letters =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var boxes =
          Topics.ALL.stream()
              .map(topic -> topic + Topics.DEAD_LETTER_SUFFIX)
              .flatMap(box -> letters.partitionsFor(box).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      letters.assign(boxes);
      letters.seekToEnd(boxes);
      boxes.forEach(letters::position);
      for (var topic : Topics.ALL) {
        for (var info : producer.partitionsFor(topic)) {
          producer
              .send(
                  new ProducerRecord<>(topic, info.partition(), "garbage".getBytes(UTF_8), GARBAGE))
              .get();
        }
      }
      var documents = new Documents(longshore.api());
      documents.ready(
          "garbage", "jetty.txt", "The old jetty has 31 steps of granite.".getBytes(UTF_8));
      for (var round = 0; round < 4; round++) { // every partition gets its question in the end
        var answer = documents.answer("garbage", "How many steps has the old jetty?");
        assertThat(answer.get("answer").asString()).contains("31 steps");
        assertThat(Asking.words(answer, "skipped")).isEmpty();
      }
      var parked = new HashSet<String>();
      var until = Instant.now().plusSeconds(30);
      while (!parked.containsAll(expected()) && Instant.now().isBefore(until)) {
        for (var letter : letters.poll(Duration.ofMillis(200))) {
          assertThat(letter.value()).isEqualTo(GARBAGE);
          assertThat(header(letter, DeadLetters.REASON)).isEqualTo("undecodable");
          parked.add(header(letter, DeadLetters.TOPIC));
        }
      }
      assertThat(parked).containsAll(expected());
    }
  }

  private static List<String> expected() {
    return Topics.ALL.stream().filter(topic -> !HEARD.contains(topic)).toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }
}
