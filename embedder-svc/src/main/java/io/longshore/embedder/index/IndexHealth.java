package io.longshore.embedder.index;

import io.longshore.embedder.generations.Generations;
import io.longshore.inference.call.ModelUnavailable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Part {@code index} of health: which generation is written, how many sources wait for it. */
final class IndexHealth implements HealthIndicator {
  private final Generations generations;
  private final Reindexer reindexer;

  IndexHealth(Generations generations, Reindexer reindexer) {
    this.generations = generations;
    this.reindexer = reindexer;
  }

  /** Up without a model too: the words are still found. */
  @Override
  public Health health() {
    Health.Builder health = Health.up().withDetail("reindexing", reindexer.waiting());
    try {
      return health.withDetail("generation", generations.current().key()).build();
    } catch (ModelUnavailable e) {
      return health.withDetail("generation", ModelUnavailable.CODE).build();
    }
  }
}
