package io.longshore.gateway.erasure;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Topics;
import io.longshore.gateway.erasure.ErasureSweep.TopicRecords;
import io.longshore.runtime.tail.TopicConsumers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Reads the topics whose records hold text of documents: questions, answers, their dead letters.
 */
@Component
final class TopicSweep {
  private static final Duration POLL = Duration.ofMillis(200);

  /** One topic's worth of a day is read in seconds; more is not waited for. */
  private static final Duration BOUND = Duration.ofSeconds(45);

  private static final List<String> TOPICS =
      Stream.of(Topics.QUESTIONS_RETRIEVED, Topics.QUESTIONS_RANKED, Topics.ANSWERS)
          .flatMap(topic -> Stream.of(topic, topic + Topics.DEAD_LETTER_SUFFIX))
          .toList();

  private final TopicConsumers consumers;
  private final KafkaAdmin admin;

  TopicSweep(TopicConsumers consumers, KafkaAdmin admin) {
    this.consumers = consumers;
    this.admin = admin;
  }

  /**
   * @throws KafkaException when the topics can't be read to their end in time
   */
  List<TopicRecords> of(DocumentId id) {
    var held = new TreeMap<String, List<Instant>>();
    read(record -> {
      if (names(record, id)) {
        held.computeIfAbsent(record.topic(), topic -> new ArrayList<>())
            .add(Instant.ofEpochMilli(record.timestamp()));
      }
    });
    if (held.isEmpty()) {
      return List.of();
    }
    var kept = retention(held.keySet());
    var all = new ArrayList<TopicRecords>();
    held.forEach((topic, times) ->
        all.add(
            new TopicRecords(
                topic,
                times.size(),
                Collections.max(times).plus(kept.getOrDefault(topic, Duration.ZERO)))));
    return List.copyOf(all);
  }

  private void read(Consumer<ConsumerRecord<String, byte[]>> seen) {
    try (var consumer = consumers.make((int) POLL.toMillis())) {
      var partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var until = Instant.now().plus(BOUND);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        if (Instant.now().isAfter(until)) {
          throw new KafkaException("The topics could not be read to their end in " + BOUND);
        }
        consumer.poll(POLL).forEach(seen);
      }
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    var all = new ArrayList<TopicPartition>();
    for (var topic : TOPICS) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> all.add(new TopicPartition(topic, info.partition())));
    }
    return all;
  }

  /** A span or a passage of it; a scope that only names it holds no text. */
  private static boolean names(ConsumerRecord<String, byte[]> record, DocumentId id) {
    var value = record.value();
    return value != null
        && new String(value, StandardCharsets.ISO_8859_1).contains("\"document\":\"" + id + "\"");
  }

  private Map<String, Duration> retention(Set<String> topics) {
    var resources =
        topics.stream().map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic)).toList();
    try (var client = Admin.create(admin.getConfigurationProperties())) {
      return client.describeConfigs(resources).all().get().entrySet().stream()
          .collect(
              Collectors.toMap(
                  entry -> entry.getKey().name(),
                  entry ->
                      Duration.ofMillis(
                          Long.parseLong(
                              entry.getValue().get(TopicConfig.RETENTION_MS_CONFIG).value()))));
    } catch (ExecutionException e) {
      throw new KafkaException("The topics' retention can't be read", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", e);
    }
  }
}
