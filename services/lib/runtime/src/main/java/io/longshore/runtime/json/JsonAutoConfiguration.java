package io.longshore.runtime.json;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;

/** The mapper of records, and ids as bare strings for the mapper of HTTP. */
@AutoConfiguration
class JsonAutoConfiguration {
  @Bean
  Json json(MeterRegistry meters) {
    return new Json(unknown ->
        meters
            .counter(
                "longshore.json.unknown",
                "kind",
                unknown.kind().name().toLowerCase(Locale.ROOT),
                "record",
                unknown.record())
            .increment());
  }

  @Bean
  JacksonModule idModule() {
    return new IdModule();
  }
}
