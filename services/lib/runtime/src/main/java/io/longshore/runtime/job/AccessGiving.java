package io.longshore.runtime.job;

import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.kafka.core.KafkaAdmin;

/** Gives our users what {@link AccessList} has and the broker hasn't; takes nothing. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(KafkaAutoConfiguration.class)
class AccessGiving {
  private static final Logger log = LoggerFactory.getLogger(AccessGiving.class);

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ApplicationRunner accessGiver(KafkaAdmin settings) {
    return arguments -> {
      try (var broker = Admin.create(settings.getConfigurationProperties())) {
        log.info("rights at the broker: {} given", AccessList.ofThisVersion().give(broker));
      }
    };
  }
}
