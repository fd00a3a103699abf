package io.longshore.runtime.job;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Takes back from our users what the broker lets them do beyond {@link AccessList}. Programs of the
 * version before may still be ending: it waits for them, when there is something to take.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(KafkaAutoConfiguration.class)
class AccessTaking {
  private static final Logger log = LoggerFactory.getLogger(AccessTaking.class);
  private static final Duration AFTER_MAX = Duration.ofHours(1);

  @Bean
  ApplicationRunner accessTaker(
      KafkaAdmin settings, @Value("${longshore.contract-after:0s}") Duration after) {
    if (after.isNegative() || after.compareTo(AFTER_MAX) > 0) {
      throw new IllegalArgumentException("longshore.contract-after is 0s to 1h, not " + after);
    }
    return arguments -> {
      try (var broker = Admin.create(settings.getConfigurationProperties())) {
        var list = AccessList.ofThisVersion();
        var surplus = list.surplus(broker);
        if (!surplus.isEmpty()) {
          log.info("rights at the broker: {} will be taken back in {}", surplus.size(), after);
          TimeUnit.MILLISECONDS.sleep(after.toMillis());
          surplus = list.surplus(broker); // of now: another job may have given or taken
          AccessList.take(broker, surplus);
        }
        log.info("rights at the broker: {} taken back", surplus.size());
      }
    };
  }
}
