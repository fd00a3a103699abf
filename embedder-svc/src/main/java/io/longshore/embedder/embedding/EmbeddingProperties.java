package io.longshore.embedder.embedding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of embedding for others.
 *
 * @param within longest time for one request's texts, 1 s to 3 min: it stays inside of {@code
 *     max.poll.interval.ms}; never longer than somebody waits
 */
@ConfigurationProperties("longshore.embedding")
record EmbeddingProperties(@DefaultValue("2m") Duration within) {
  EmbeddingProperties {
    if (within.toMillis() < 1_000 || within.toMillis() > 180_000) {
      throw new IllegalArgumentException("within must be 1s to 3m, not " + within);
    }
  }
}
