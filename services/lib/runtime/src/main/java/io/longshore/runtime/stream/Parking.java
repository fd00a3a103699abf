package io.longshore.runtime.stream;

import io.longshore.contracts.DeadLetters;
import io.longshore.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** Puts a record aside, as it came, with the reason, so that the ones behind it go on. */
final class Parking {
  private static final Logger log = LoggerFactory.getLogger(Parking.class);
  private static final int DETAIL_CHARS = 1_000;

  private final KafkaOperations<String, byte[]> kafka;
  private final MeterRegistry meters;
  private final Duration acknowledged;
  private final Clock clock;

  Parking(
      KafkaOperations<String, byte[]> kafka,
      MeterRegistry meters,
      Duration acknowledged,
      Clock clock) {
    this.kafka = kafka;
    this.meters = meters;
    this.acknowledged = acknowledged;
    this.clock = clock;
  }

  /**
   * @throws SendFailed when the dead letters can't be written: the record is not lost, it is tried
   *     again
   */
  void park(ConsumerRecord<?, ?> record, String group, Reason reason) {
    var letter =
        new ProducerRecord<>(
            record.topic() + Topics.DEAD_LETTER_SUFFIX, text(record.key()), bytes(record.value()));
    record.headers().forEach(letter.headers()::add);
    KafkaSender.header(letter, DeadLetters.REASON, reason.code());
    KafkaSender.header(letter, DeadLetters.DETAIL, shortened(reason.detail()));
    KafkaSender.header(letter, DeadLetters.GROUP, group);
    KafkaSender.header(letter, DeadLetters.TOPIC, record.topic());
    KafkaSender.header(letter, DeadLetters.PARTITION, String.valueOf(record.partition()));
    KafkaSender.header(letter, DeadLetters.OFFSET, String.valueOf(record.offset()));
    KafkaSender.header(letter, DeadLetters.AT, clock.instant().toString());
    KafkaSender.await(kafka.send(letter), letter.topic(), acknowledged);
    meters
        .counter("longshore.stream.parked", "topic", record.topic(), "reason", reason.code())
        .increment();
    log.atError()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .addKeyValue("reason", reason.code())
        .setCause(reason.cause())
        .log("parked: {}", reason.detail());
  }

  private static @Nullable String text(@Nullable Object key) {
    return switch (key) {
      case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
      case String string -> string;
      case null, default -> null;
    };
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return value instanceof byte[] bytes ? bytes : null;
  }

  private static String shortened(String detail) {
    return detail.length() <= DETAIL_CHARS ? detail : detail.substring(0, DETAIL_CHARS);
  }
}
