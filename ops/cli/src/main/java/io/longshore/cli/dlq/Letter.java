package io.longshore.cli.dlq;

import io.longshore.contracts.CloudEvents;
import io.longshore.contracts.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that was given up.
 *
 * @param record as it lies in its dead-letter topic
 * @param mark what was done with it, null when nothing was
 */
record Letter(ConsumerRecord<byte[], byte[]> record, @Nullable Mark mark) {
  /** What the dead-letter topic adds, and what the consumer of a room adds. */
  private static final Set<String> ADDED =
      Set.of(
          DeadLetters.REASON,
          DeadLetters.DETAIL,
          DeadLetters.GROUP,
          DeadLetters.TOPIC,
          DeadLetters.PARTITION,
          DeadLetters.OFFSET,
          DeadLetters.AT);

  private static final String ADDED_BY_LISTENER = "kafka_";

  LetterId id() {
    return id(record);
  }

  static LetterId id(ConsumerRecord<?, ?> record) {
    return new LetterId(record.topic(), record.partition(), record.offset());
  }

  /** Empty when there is none. */
  String header(String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  boolean isDropped() {
    return mark != null && mark.what() == Mark.What.DROPPED;
  }

  /** Where it was read from: topic, partition, offset. */
  String source() {
    return "%s/%s/%s"
        .formatted(
            header(DeadLetters.TOPIC), header(DeadLetters.PARTITION), header(DeadLetters.OFFSET));
  }

  /** What it is about, else its key. */
  String subject() {
    String subject = header(CloudEvents.SUBJECT);
    return !subject.isEmpty() || record.key() == null
        ? subject
        : new String(record.key(), StandardCharsets.UTF_8);
  }

  String value() {
    return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
  }

  int bytes() {
    return record.value() == null ? 0 : record.value().length;
  }

  /** The record as it was before it was given up: the same key, bytes, event and trace. */
  ProducerRecord<byte[], byte[]> original() {
    var original = new ProducerRecord<>(header(DeadLetters.TOPIC), record.key(), record.value());
    record
        .headers()
        .forEach(header -> {
          if (!ADDED.contains(header.key()) && !header.key().startsWith(ADDED_BY_LISTENER)) {
            original.headers().add(header);
          }
        });
    return original;
  }
}
