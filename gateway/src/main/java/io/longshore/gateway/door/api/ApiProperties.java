package io.longshore.gateway.door.api;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the API.
 *
 * @param body largest JSON body
 * @param embeddingsBody largest one of a call for vectors: 2,048 texts of a window each
 * @param watchers how many requests may watch documents at once
 * @param watch how often a watched document is looked at
 */
@Validated
@ConfigurationProperties("longshore.api")
record ApiProperties(
    @DefaultValue("2MB") DataSize body,
    @DefaultValue("4MB") DataSize embeddingsBody,
    @DefaultValue("200") @Min(1) @Max(10_000) int watchers,
    @DefaultValue("500ms") Duration watch) {
  ApiProperties {
    bounded("body", body);
    bounded("embeddings-body", embeddingsBody);
    if (watch.toMillis() < 50 || watch.toSeconds() > 60) {
      throw new IllegalArgumentException("longshore.api.watch is 50 ms to 60 s");
    }
  }

  private static void bounded(String name, DataSize size) {
    if (size.toBytes() < 1024 || size.toMegabytes() > 64) {
      throw new IllegalArgumentException("longshore.api.%s is 1 KB to 64 MB".formatted(name));
    }
  }
}
