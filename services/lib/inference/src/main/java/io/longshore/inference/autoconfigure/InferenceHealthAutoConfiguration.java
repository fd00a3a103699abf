package io.longshore.inference.autoconfigure;

import io.longshore.inference.encoder.TritonEncoder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;

/**
 * Shows a model server that doesn't answer and the breakers before it, without calling the service
 * down.
 */
@AutoConfiguration(after = InferenceAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(TritonEncoder.class)
class InferenceHealthAutoConfiguration {
  /** Spring doesn't know it, so that it doesn't count when statuses are summed up. */
  private static final Status DEGRADED = new Status("DEGRADED", "the model server doesn't answer");

  @Bean
  HealthIndicator modelsHealthIndicator(TritonEncoder encoder) {
    return () -> {
      var health = encoder.isReady() ? Health.up() : Health.status(DEGRADED);
      encoder
          .states()
          .breakers()
          .getAllCircuitBreakers()
          .forEach(breaker -> health.withDetail(breaker.getName(), breaker.getState().name()));
      return health.build();
    };
  }
}
