package io.longshore.generator.task;

import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Poison;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;

/**
 * Hears all cancellations, without a group: each instance hears all. Begins in the past, for a
 * cancellation may come before its question.
 */
final class CancelledStream implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(CancelledStream.class);

  private final DefaultKafkaConsumerFactory<String, byte[]> consumers;
  private final Json json;
  private final Consumer<Cancelled> heard;
  private final Duration past;
  private final Clock clock;
  private @Nullable KafkaMessageListenerContainer<String, byte[]> container;

  /**
   * @param settings of consumers
   * @param past how far back it begins
   */
  CancelledStream(
      Map<String, Object> settings,
      Json json,
      Consumer<Cancelled> heard,
      Duration past,
      Clock clock) {
    var own = new HashMap<>(settings);
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumers =
        new DefaultKafkaConsumerFactory<>(
            own, new StringDeserializer(), new ByteArrayDeserializer());
    this.json = json;
    this.heard = heard;
    this.past = past;
    this.clock = clock;
  }

  @Override
  public void start() {
    var properties = new ContainerProperties(partitions());
    properties.setAckMode(ContainerProperties.AckMode.MANUAL); // there is no group to commit for
    properties.setMessageListener((MessageListener<String, byte[]>) record -> hear(record.value()));
    var started = new KafkaMessageListenerContainer<>(consumers, properties);
    started.setBeanName("cancelled");
    started.start();
    container = started;
  }

  private TopicPartitionOffset[] partitions() {
    long from = clock.instant().minus(past).toEpochMilli();
    try (var consumer = consumers.createConsumer()) {
      return consumer.partitionsFor(Topics.CANCELLED).stream()
          .map(one ->
              new TopicPartitionOffset(
                  Topics.CANCELLED, one.partition(), from, SeekPosition.TIMESTAMP))
          .toArray(TopicPartitionOffset[]::new);
    }
  }

  private void hear(byte[] value) {
    try {
      heard.accept(json.read(value, Cancelled.class));
    } catch (Poison e) {
      log.warn("A cancellation can't be read: {}", e.getMessage());
    }
  }

  @Override
  public void stop() {
    if (container != null) {
      container.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return container != null && container.isRunning();
  }
}
