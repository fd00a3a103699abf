package io.longshore.runtime.stream;

import io.longshore.contracts.CloudEvents;
import io.longshore.contracts.Limits;
import io.longshore.runtime.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaOperations;

/** Adds the headers of CloudEvents; the template adds those of the trace. */
final class KafkaSender implements Sender {
  private final KafkaOperations<String, byte[]> kafka;
  private final Json json;
  private final String source;
  private final Duration acknowledged;
  private final Clock clock;

  /**
   * @param source of the events, such as {@code /longshore/memory}
   * @param acknowledged how long a send may take
   */
  KafkaSender(
      KafkaOperations<String, byte[]> kafka,
      Json json,
      String source,
      Duration acknowledged,
      Clock clock) {
    this.kafka = kafka;
    this.json = json;
    this.source = source;
    this.acknowledged = acknowledged;
    this.clock = clock;
  }

  @Override
  public void send(String topic, String key, Object record) {
    await(sendAsync(topic, key, record), topic, acknowledged);
  }

  /**
   * Waits for the broker's word.
   *
   * @throws SendFailed when it did not come in time
   */
  static void await(Future<?> sent, String topic, Duration bound) {
    try {
      sent.get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SendFailed failed ? failed : failed(topic, e.getCause());
    } catch (TimeoutException e) {
      throw failed(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(topic, e);
    }
  }

  @Override
  public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
    return sendAsync(topic, key, record, Map.of());
  }

  @Override
  public CompletableFuture<Void> sendAsync(
      String topic, String key, Object record, Map<String, String> headers) {
    ProducerRecord<String, byte[]> message = message(topic, key, record);
    headers.forEach((name, value) -> header(message, name, value));
    try {
      return kafka
          .send(message)
          .handle((result, error) -> {
            if (error != null) {
              throw failed(topic, error);
            }
            return null;
          });
    } catch (org.springframework.kafka.KafkaException | KafkaException e) {
      return CompletableFuture.failedFuture(failed(topic, e));
    }
  }

  private ProducerRecord<String, byte[]> message(String topic, String key, Object record) {
    byte[] value = json.write(record);
    if (value.length > Limits.RECORD_BYTES) {
      throw new Poison(
          "record-too-large",
          "%s of %d bytes, the limit is %d"
              .formatted(record.getClass().getSimpleName(), value.length, Limits.RECORD_BYTES));
    }
    var message = new ProducerRecord<>(topic, key, value);
    header(message, CloudEvents.SPEC_VERSION, CloudEvents.CURRENT_SPEC_VERSION);
    header(message, CloudEvents.ID, UUID.randomUUID().toString());
    header(message, CloudEvents.SOURCE, source);
    header(message, CloudEvents.TYPE, CloudEvents.typeOf(topic));
    header(message, CloudEvents.TIME, clock.instant().toString());
    Subject.of(record).ifPresent(s -> header(message, CloudEvents.SUBJECT, s.toString()));
    return message;
  }

  static void header(ProducerRecord<?, ?> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static SendFailed failed(String topic, @Nullable Throwable cause) {
    return new SendFailed("The broker did not take a record for " + topic, cause);
  }
}
