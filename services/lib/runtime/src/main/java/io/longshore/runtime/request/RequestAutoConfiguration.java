package io.longshore.runtime.request;

import io.longshore.contracts.Topics;
import io.longshore.contracts.request.Reply;
import io.longshore.runtime.RoomName;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tail.Listening;
import io.longshore.runtime.tail.RecordReader;
import io.longshore.runtime.tail.TopicTails;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

/**
 * Both sides of requests. A room that has no {@link RequestHandler} consumes none; a process that
 * never asks hears no replies.
 */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(RequestProperties.class)
class RequestAutoConfiguration {
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
  RoomPresence roomPresence(KafkaAdmin admin) {
    return new RoomPresence(admin::getConfigurationProperties);
  }

  @Bean
  @ConditionalOnMissingBean(Requests.class)
  Requests requests(
      Sender sender,
      Json json,
      TopicTails tails,
      RecordReader records,
      OpenRequests open,
      RoomPresence rooms,
      RequestProperties properties) {
    var replies =
        tails.open(
            Listening.to("replies", List.of(Topics.REPLIES)).startedWhenNeeded(),
            record -> records.read(record, Reply.class).ifPresent(open::hear));
    return new KafkaRequests(sender, json, replies, open, rooms, properties, Clock.systemUTC());
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
    String group = RoomPresence.group(room.value());
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
    var settings = new HashMap<>(consumers.getConfigurationProperties());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1); // one may take minutes
    var container =
        new ConcurrentMessageListenerContainer<String, byte[]>(
            new DefaultKafkaConsumerFactory<>(
                settings, new StringDeserializer(), new ByteArrayDeserializer()),
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
