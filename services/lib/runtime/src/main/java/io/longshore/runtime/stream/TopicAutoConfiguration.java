package io.longshore.runtime.stream;

import io.longshore.contracts.Topics;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;

/** Every topic and its dead letters, made or mended before the first record is read. */
@AutoConfiguration
@EnableConfigurationProperties(TopicProperties.class)
public class TopicAutoConfiguration {
  /** A closed segment can go; an open one keeps what has expired. So none stays open for long. */
  private static final int SEGMENTS_PER_RETENTION = 4;

  @Bean
  KafkaAdmin.NewTopics longshoreTopics(TopicProperties properties) {
    return new KafkaAdmin.NewTopics(
        Topics.ALL.stream()
            .flatMap(name -> Stream.of(name, name + Topics.DEAD_LETTER_SUFFIX))
            .map(name -> topic(name, properties))
            .toArray(NewTopic[]::new));
  }

  /**
   * A record that all replicas in step acknowledge is with all but one at least: the topic takes
   * none while fewer are in step, and goes on without one broker.
   */
  static NewTopic topic(String name, TopicProperties properties) {
    Duration retention = properties.retention().of(name);
    return TopicBuilder.name(name)
        .partitions(properties.partitions())
        .replicas(properties.replicas())
        .config(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
            String.valueOf(Math.max(1, properties.replicas() - 1)))
        .config(TopicConfig.RETENTION_MS_CONFIG, String.valueOf(retention.toMillis()))
        .config(
            TopicConfig.SEGMENT_MS_CONFIG,
            String.valueOf(retention.dividedBy(SEGMENTS_PER_RETENTION).toMillis()))
        .build();
  }
}
