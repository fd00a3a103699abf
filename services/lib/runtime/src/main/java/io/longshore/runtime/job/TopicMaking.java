package io.longshore.runtime.job;

import io.longshore.runtime.stream.TopicAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** The topics, as at the start of a room where {@code longshore.topics.create} is on. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({KafkaAutoConfiguration.class, TopicAutoConfiguration.class})
class TopicMaking {}
