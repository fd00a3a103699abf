package io.longshore.embedder.embedding;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of embedding for others.
 *
 * @param within longest time for one request's texts, 1 s to 30 s: as many requests as one poll
 *     takes (16) stay inside of {@code max.poll.interval.ms}
 */
@ConfigurationProperties("longshore.embedding")
record EmbeddingProperties(@DefaultValue("30s") Duration within) {
  EmbeddingProperties {
    if (within.toMillis() < 1_000 || within.toMillis() > 30_000) {
      throw new IllegalArgumentException("within must be 1s to 30s, not " + within);
    }
  }
}
