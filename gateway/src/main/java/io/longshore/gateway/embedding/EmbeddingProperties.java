package io.longshore.gateway.embedding;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much is embedded for clients. Together the two counts bound what others wait for at the
 * embedder, and what the calls take of the heap.
 *
 * @param deadline of a call with all its texts; {@code longshore.requests.longest} is no shorter
 * @param calls at once
 * @param inFlight parts of a call that are on their way at once: one that is worked on, one behind
 *     it
 */
@Validated
@ConfigurationProperties("longshore.embeddings")
record EmbeddingProperties(
    @DefaultValue("2m") Duration deadline,
    @DefaultValue("4") @Min(1) @Max(64) int calls,
    @DefaultValue("2") @Min(1) @Max(16) int inFlight) {
  private static final Duration DEADLINE_MAX = Duration.ofMinutes(10);

  EmbeddingProperties {
    if (deadline.toMillis() < 100 || deadline.compareTo(DEADLINE_MAX) > 0) {
      throw new IllegalArgumentException(
          "longshore.embeddings.deadline is 100 ms to " + DEADLINE_MAX);
    }
  }
}
