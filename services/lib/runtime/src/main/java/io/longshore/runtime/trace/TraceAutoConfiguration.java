package io.longshore.runtime.trace;

import io.micrometer.tracing.Tracer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Spring Boot traces HTTP, the settings make the broker's clients do so too; this tells the id. */
@AutoConfiguration
class TraceAutoConfiguration {
  @Bean
  CurrentTrace currentTrace(Tracer tracer) {
    return new CurrentTrace(tracer);
  }
}
