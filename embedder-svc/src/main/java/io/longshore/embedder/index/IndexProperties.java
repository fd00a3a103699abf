package io.longshore.embedder.index;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of indexing.
 *
 * @param structures of documents that are kept in memory for their next items, 1 to 64
 * @param embeddingWithin longest time for the vectors of an item, waiting for a full model server
 *     included, 1 s to 3 min: three such tries and what stands around them stay inside of {@code
 *     max.poll.interval.ms}
 * @param upkeepEvery how often it is looked whether the index has to be rebuilt or has grown, 1 s
 *     to 1 h
 * @param cache memory for vectors that were made lately, 0 to 1 GB; 0 remembers none
 * @param cacheLasts how long such a vector is kept after it was made, 1 s to 24 h; a deletion that
 *     this instance carries out forgets all of them
 */
@ConfigurationProperties("longshore.index")
record IndexProperties(
    @DefaultValue("4") int structures,
    @DefaultValue("2m") Duration embeddingWithin,
    @DefaultValue("30s") Duration upkeepEvery,
    @DefaultValue("32MB") DataSize cache,
    @DefaultValue("1h") Duration cacheLasts) {
  IndexProperties {
    if (structures < 1 || structures > 64) {
      throw new IllegalArgumentException("structures must be 1 to 64, not " + structures);
    }
    if (embeddingWithin.toSeconds() < 1 || embeddingWithin.toSeconds() > 180) {
      throw new IllegalArgumentException(
          "embedding-within must be 1s to 3m, not " + embeddingWithin);
    }
    if (upkeepEvery.toSeconds() < 1 || upkeepEvery.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("upkeep-every must be 1s to 1h, not " + upkeepEvery);
    }
    if (cache.isNegative() || cache.toMegabytes() > 1024) {
      throw new IllegalArgumentException("cache must be 0 to 1GB, not " + cache);
    }
    if (cacheLasts.toSeconds() < 1 || cacheLasts.compareTo(Duration.ofHours(24)) > 0) {
      throw new IllegalArgumentException("cache-lasts must be 1s to 24h, not " + cacheLasts);
    }
  }
}
