package io.longshore.runtime.guard;

import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The guards of database and blob store, as {@code resilience4j.*}. */
@AutoConfiguration
class GuardAutoConfiguration {
  @Bean
  Guards guards() {
    return new Guards();
  }

  @Bean
  MeterBinder guardMetrics(Guards guards) {
    return meters -> {
      TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(guards.breakers()).bindTo(meters);
      TaggedBulkheadMetrics.ofBulkheadRegistry(guards.bulkheads()).bindTo(meters);
      TaggedRetryMetrics.ofRetryRegistry(guards.retries()).bindTo(meters);
      TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(guards.timeLimiters()).bindTo(meters);
    };
  }
}
