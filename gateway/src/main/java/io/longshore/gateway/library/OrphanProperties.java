package io.longshore.gateway.library;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The sweep of blobs that no document names.
 *
 * @param every how often
 * @param grace blobs that were put later are left alone: their row may still be on its way, of a
 *     file that is being taken in or of a text that was just made
 * @param batch how many blobs are looked up at a time
 */
@Validated
@ConfigurationProperties("longshore.orphans")
record OrphanProperties(
    @DefaultValue("6h") Duration every,
    @DefaultValue("24h") Duration grace,
    @DefaultValue("256") @Min(1) @Max(10_000) int batch) {
  OrphanProperties {
    if (every.toMinutes() < 1 || grace.toMinutes() < 1) {
      throw new IllegalArgumentException("every and grace must be at least 1 min");
    }
  }
}
