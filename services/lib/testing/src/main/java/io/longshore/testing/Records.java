package io.longshore.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records on the broker of {@link LocalStack} as a room's neighbours send and see them: JSON. */
public final class Records {
  private static final Duration BOUND = Duration.ofSeconds(30);

  private Records() {}

  public static void send(String topic, String key, String json) {
    Map<String, Object> settings = Map.of("bootstrap.servers", LocalStack.kafka());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, key, json)).get();
    } catch (ExecutionException e) {
      throw new AssertionError("not sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("not sent", e);
    }
  }

  /**
   * Hears a topic from its beginning. It waits shortly for what may still come: its close and its
   * next place would wait for a fetch that is under way.
   */
  public static KafkaConsumer<String, byte[]> consumer(String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", LocalStack.kafka(), "fetch.max.wait.ms", 20);
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /**
   * The values with this key since the topic's beginning, in their order.
   *
   * @param enough whether nothing more is waited for
   * @throws AssertionError with what came, when it was not enough within 30 s
   */
  public static List<String> await(String topic, String key, Predicate<List<String>> enough) {
    try (var consumer = consumer(topic)) {
      List<String> values = new ArrayList<>();
      for (Instant end = Instant.now().plus(BOUND); Instant.now().isBefore(end); ) {
        for (var record : consumer.poll(Duration.ofMillis(200))) {
          if (key.equals(record.key())) {
            values.add(new String(record.value(), StandardCharsets.UTF_8));
          }
        }
        if (enough.test(values)) {
          return values;
        }
      }
      throw new AssertionError("%s, key %s: only %s".formatted(topic, key, values));
    }
  }
}
