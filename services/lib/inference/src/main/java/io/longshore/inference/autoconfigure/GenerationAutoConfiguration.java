package io.longshore.inference.autoconfigure;

import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.GuardStates;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.endpoint.EndpointGenerator;
import io.longshore.inference.generation.triton.TritonGenerator;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the {@link TextGenerator} of a service that writes: an endpoint where one is named, else
 * the model server's. A server that is down, or has no such model, keeps no service from starting.
 */
@AutoConfiguration
@ConditionalOnProperty("longshore.generation.enabled")
@EnableConfigurationProperties(GenerationProperties.class)
class GenerationAutoConfiguration {
  private static final Duration FIRST_CALL_BOUND = Duration.ofSeconds(5);

  @Bean
  @ConditionalOnMissingBean
  TextGenerator textGenerator(
      GenerationProperties properties,
      @Value("${longshore.models.address:127.0.0.1:8086}") String address) {
    return properties.hasEndpoint()
        ? new EndpointGenerator(properties.endpointSettings(), properties.limits())
        : new TritonGenerator(address, properties.limits(), properties.context());
  }

  /**
   * The first call of a process loads what all calls need, which takes a busy machine more than a
   * question waits to learn what writes: it is made before the service is ready.
   */
  @Bean
  ApplicationRunner firstCall(TextGenerator generator) {
    return arguments -> {
      try {
        generator.info(Bound.within(FIRST_CALL_BOUND));
      } catch (ModelUnavailable | ModelRefused e) {
        // health says so, and the first question asks again
      }
    };
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static class Indicator {
    /** Spring doesn't know it, so that it doesn't count when statuses are summed up. */
    private static final Status DEGRADED = new Status("DEGRADED", "the model doesn't answer");

    private static final Duration BOUND = Duration.ofMillis(500);

    /** Which model writes, if one does; a missing one takes no service out of work. */
    @Bean
    HealthIndicator generationHealthIndicator(TextGenerator generator) {
      return () -> {
        try {
          var model = generator.info(Bound.within(BOUND)).map(GeneratorInfo::model);
          return Health.up().withDetail("model", model.orElse("none")).build();
        } catch (ModelUnavailable | ModelRefused e) {
          return Health.status(DEGRADED)
              .withDetail("reason", String.valueOf(e.getMessage()))
              .build();
        }
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static class Metrics {
    /** What guards the calls, as {@code resilience4j.*}. */
    @Bean
    MeterBinder generationGuardMetrics(TextGenerator generator) {
      return meters -> {
        GuardStates states =
            switch (generator) {
              case TritonGenerator triton -> triton.states();
              case EndpointGenerator endpoint -> endpoint.states();
              default -> GuardStates.empty();
            };
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(states.breakers()).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(states.bulkheads()).bindTo(meters);
      };
    }
  }
}
