package io.longshore.runtime.stream;

import io.longshore.contracts.DeadLetters;
import io.longshore.contracts.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    header(letter, DeadLetters.REASON, reason.code());
    header(letter, DeadLetters.DETAIL, shortened(reason.detail()));
    header(letter, DeadLetters.GROUP, group);
    header(letter, DeadLetters.TOPIC, record.topic());
    header(letter, DeadLetters.PARTITION, String.valueOf(record.partition()));
    header(letter, DeadLetters.OFFSET, String.valueOf(record.offset()));
    header(letter, DeadLetters.AT, clock.instant().toString());
    send(letter);
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

  private void send(ProducerRecord<String, byte[]> letter) {
    try {
      kafka.send(letter).get(acknowledged.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new SendFailed("The broker did not take a record for " + letter.topic(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SendFailed("Stopped while writing to " + letter.topic(), e);
    }
  }

  private static void header(ProducerRecord<?, ?> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String text(@Nullable Object key) {
    return key instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : null;
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return value instanceof byte[] bytes ? bytes : null;
  }

  private static String shortened(String detail) {
    return detail.length() <= DETAIL_CHARS ? detail : detail.substring(0, DETAIL_CHARS);
  }
}
