package io.longshore.runtime.tail;

import io.longshore.runtime.json.Json;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;

/** Tails of topics. A process that opens none has no consumer of them. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
class TailAutoConfiguration {
  @Bean
  TopicConsumers topicConsumers(ConsumerFactory<?, ?> consumers) {
    return new TopicConsumers(consumers.getConfigurationProperties());
  }

  @Bean
  TopicTails topicTails(TopicConsumers consumers) {
    return new TopicTails(consumers, Clock.systemUTC());
  }

  @Bean
  RecordReader recordReader(Json json) {
    return new RecordReader(json);
  }
}
