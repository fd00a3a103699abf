package io.longshore.ingest.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ingest.submission.IngestProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class ParserPropertiesTest {
  @Test
  void defaults() {
    assertThat(bind(Map.of(), "longshore.ingest.parser", ParserProperties.class))
        .isEqualTo(
            new ParserProperties(
                DataSize.ofMegabytes(384),
                Duration.ofSeconds(60),
                Duration.ofMinutes(20),
                Duration.ofSeconds(30)));
    assertThat(bind(Map.of(), "longshore.ingest", IngestProperties.class))
        .isEqualTo(new IngestProperties(64_000_000, Duration.ofMillis(500)));
  }

  @ParameterizedTest
  @CsvSource({
    "longshore.ingest.parser.heap, 63MB",
    "longshore.ingest.parser.heap, 513MB",
    "longshore.ingest.parser.silence, 0s",
    "longshore.ingest.parser.silence, 6m",
    "longshore.ingest.parser.whole, 26m",
    "longshore.ingest.parser.idle, 61m"
  })
  void limitsOfTheParser(String name, String value) {
    assertThatThrownBy(
            () -> bind(Map.of(name, value), "longshore.ingest.parser", ParserProperties.class))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource({
    "longshore.ingest.code-points, 0",
    "longshore.ingest.code-points, 128000001",
    "longshore.ingest.progress-every, 99ms",
    "longshore.ingest.progress-every, 61s"
  })
  void limitsOfADocument(String name, String value) {
    assertThatThrownBy(() -> bind(Map.of(name, value), "longshore.ingest", IngestProperties.class))
        .isInstanceOf(BindException.class)
        .rootCause()
        .hasMessageContaining(name);
  }

  private static <T> T bind(Map<String, String> values, String prefix, Class<T> type) {
    return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
  }
}
