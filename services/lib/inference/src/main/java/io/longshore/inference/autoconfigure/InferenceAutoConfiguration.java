package io.longshore.inference.autoconfigure;

import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.TritonEncoder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the {@link Encoder}. A model server that is down keeps no service from starting: its health says so, and calls fail by name. */
@AutoConfiguration
@EnableConfigurationProperties(InferenceProperties.class)
class InferenceAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(Encoder.class)
  TritonEncoder encoder(InferenceProperties properties) {
    return new TritonEncoder(properties.address(), properties.repository(), properties.limits());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class HealthConfiguration {
    /** No service is down without it, so that this status doesn't count when they are summed up. */
    private static final Status DEGRADED = new Status("DEGRADED", "the model server doesn't answer");

    @Bean
    @ConditionalOnBean(TritonEncoder.class)
    HealthIndicator modelsHealthIndicator(TritonEncoder encoder) {
      return () -> encoder.isReady() ? Health.up().build() : Health.status(DEGRADED).build();
    }
  }
}
