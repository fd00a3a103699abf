package io.longshore.runtime.tail;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes consumers that belong to no group. */
public final class TopicConsumers {
  /** So soon a topic's new partitions are heard, where the settings say nothing of it. */
  private static final int METADATA_MS = 30_000;

  /** Above that of the rooms' inputs: nobody works long on what is heard. */
  private static final int RECORDS_OF_A_POLL = 500;

  private final Map<String, Object> settings;

  /**
   * @param settings of the process's consumers
   */
  TopicConsumers(Map<String, Object> settings) {
    var own = new HashMap<>(settings);
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, METADATA_MS);
    own.putAll(
        Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            // a silent jump would be a gap or nothing at all; an error can be said
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            RECORDS_OF_A_POLL,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1));
    this.settings = Map.copyOf(own);
  }

  /**
   * @param waitMs how long a fetch waits for the first byte
   */
  public KafkaConsumer<String, byte[]> make(int waitMs) {
    var own = new HashMap<>(settings);
    own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, waitMs);
    return new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
