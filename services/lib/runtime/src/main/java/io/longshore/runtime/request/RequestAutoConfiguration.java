package io.longshore.runtime.request;

import io.longshore.contracts.Topics;
import io.longshore.runtime.RoomName;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Both sides of requests. A room that has no {@link RequestHandler} consumes none; a process that
 * never asks hears no replies.
 */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(RequestProperties.class)
class RequestAutoConfiguration {
  /** So soon a topic's new partitions are heard. */
  private static final int METADATA_MS = 30_000;

  @Bean
  @ConditionalOnMissingBean(Requests.class)
  OpenRequests openRequests(RequestProperties properties, MeterRegistry meters) {
    var late = meters.counter("longshore.requests.late");
    var open = new OpenRequests(properties.open(), late::increment);
    meters.gauge("longshore.requests.open", open, OpenRequests::size);
    return open;
  }

  @Bean
  @ConditionalOnMissingBean(Requests.class)
  ReplyTail replyTail(ConsumerFactory<?, ?> consumers, Json json, OpenRequests open) {
    var settings = new HashMap<>(consumers.getConfigurationProperties());
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.putAll(
        Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest",
            ConsumerConfig.METADATA_MAX_AGE_CONFIG,
            METADATA_MS));
    return new ReplyTail(
        () -> new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer()),
        json,
        open::hear);
  }

  @Bean
  @ConditionalOnMissingBean(Requests.class)
  Requests requests(
      Sender sender,
      Json json,
      ReplyTail replies,
      OpenRequests open,
      RequestProperties properties) {
    return new KafkaRequests(sender, json, replies, open, properties, Clock.systemUTC());
  }

  /** Only where streams are the broker's: a test binder has no topic to listen to. */
  @Bean
  @ConditionalOnBean(RequestHandler.class)
  @ConditionalOnProperty(name = "spring.cloud.stream.default-binder", havingValue = "kafka")
  ConcurrentMessageListenerContainer<String, byte[]> requestListener(
      List<RequestHandler<?, ?>> handlers,
      ConsumerFactory<?, ?> consumers,
      ListenerContainerWithDlqAndRetryCustomizer listeners,
      Json json,
      Sender sender,
      MeterRegistry meters,
      RoomName room) {
    String topic = Topics.requests(room.value());
    String group = room.value() + "." + topic;
    var overdue = meters.counter("longshore.requests.overdue");
    var properties = new ContainerProperties(topic);
    properties.setGroupId(group);
    properties.setObservationEnabled(true);
    properties.setMessageListener(
        new RequestStream(
            new RequestHandlers(handlers, json),
            json,
            sender,
            Clock.systemUTC(),
            overdue::increment));
    var container =
        new ConcurrentMessageListenerContainer<String, byte[]>(
            new DefaultKafkaConsumerFactory<>(
                consumers.getConfigurationProperties(),
                new StringDeserializer(),
                new ByteArrayDeserializer()),
            properties);
    listeners.configure(container, topic, group, null, null);
    return container;
  }

  /** Part {@code requests} of readiness, of a room that answers some. */
  @Bean
  @ConditionalOnBean(name = "requestListener")
  HealthIndicator requestsHealthIndicator(
      ConcurrentMessageListenerContainer<String, byte[]> requestListener) {
    return () ->
        requestListener.isRunning() && requestListener.isInExpectedState()
            ? Health.up().build()
            : Health.outOfService().build();
  }
}
