package io.longshore.gateway.tail;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Makes consumers that belong to no group. */
@Component
public final class TopicConsumers {
  private final String brokers;

  TopicConsumers(@Value("${longshore.kafka}") String brokers) {
    this.brokers = brokers;
  }

  /**
   * @param waitMs how long a fetch waits for the first byte
   */
  public KafkaConsumer<String, byte[]> make(int waitMs) {
    var settings = new HashMap<String, Object>();
    settings.putAll(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            // a silent jump would be a gap or nothing at all; an error can be said
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            waitMs,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1));
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
