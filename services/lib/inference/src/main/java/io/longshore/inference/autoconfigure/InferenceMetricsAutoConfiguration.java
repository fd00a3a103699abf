package io.longshore.inference.autoconfigure;

import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.longshore.inference.call.GuardStates;
import io.longshore.inference.encoder.TritonEncoder;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** What guards the calls of the model server, as {@code resilience4j.*}. */
@AutoConfiguration(after = InferenceAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(TritonEncoder.class)
class InferenceMetricsAutoConfiguration {
  @Bean
  MeterBinder modelGuardMetrics(TritonEncoder encoder) {
    GuardStates states = encoder.states();
    return meters -> {
      TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(states.breakers()).bindTo(meters);
      TaggedBulkheadMetrics.ofBulkheadRegistry(states.bulkheads()).bindTo(meters);
      TaggedRetryMetrics.ofRetryRegistry(states.retries()).bindTo(meters);
    };
  }
}
