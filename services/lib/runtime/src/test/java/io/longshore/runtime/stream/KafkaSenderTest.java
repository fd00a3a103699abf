package io.longshore.runtime.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.Failed;
import io.longshore.runtime.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Without a broker: nobody listens at the discard port. */
class KafkaSenderTest {
  private static final Duration BOUND = Duration.ofMillis(500);

  private final DefaultKafkaProducerFactory<String, byte[]> producers =
      new DefaultKafkaProducerFactory<>(
          Map.of("bootstrap.servers", "127.0.0.1:9", "max.block.ms", BOUND.toMillis()),
          new StringSerializer(),
          new ByteArraySerializer());

  private final Sender sender =
      new KafkaSender(
          new KafkaTemplate<>(producers), new Json(), "/longshore/test", BOUND, Clock.systemUTC());

  @AfterEach
  void close() {
    producers.destroy();
  }

  @Test
  void aSendWithoutABrokerFailsWithinItsBoundAndMayBeTriedAgain() {
    long start = System.nanoTime();
    assertThatThrownBy(() -> sender.send(Topics.ANSWERS, "key", failure("away")))
        .isInstanceOf(SendFailed.class);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aSendThatNobodyWaitsForFailsInItsFuture() {
    assertThat(sender.sendAsync(Topics.ANSWERS, "key", failure("away")))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withRootCauseInstanceOf(org.apache.kafka.common.errors.TimeoutException.class)
        .havingCause()
        .isInstanceOf(SendFailed.class);
  }

  @Test
  void aRecordAboveTheLimitIsPoisonAndNotSent() {
    Failed large = failure("x".repeat(Limits.RECORD_BYTES));
    assertThatThrownBy(() -> sender.sendAsync(Topics.ANSWERS, "key", large))
        .isInstanceOfSatisfying(
            Poison.class, poison -> assertThat(poison.code()).isEqualTo("record-too-large"));
  }

  private static Failed failure(String message) {
    return new Failed("internal", message, List.of(), List.of());
  }
}
