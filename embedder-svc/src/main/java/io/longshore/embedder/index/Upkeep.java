package io.longshore.embedder.index;

import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.lexical.Merger;
import io.longshore.embedder.vectors.VectorCache;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * What the index needs now and then: short documents put together, brought to the current model,
 * recent vectors sealed where there are many; tables that nobody uses, and old vectors in memory,
 * forgotten. None of it waits for another.
 */
class Upkeep {
  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

  private static final String EVERY = "${longshore.index.upkeep-every:30s}";

  private final TenantTransaction transaction;
  private final Generations generations;
  private final Reindexer reindexer;
  private final Sealer sealer;
  private final VectorCache cache;

  Upkeep(
      TenantTransaction transaction,
      Generations generations,
      Reindexer reindexer,
      Sealer sealer,
      VectorCache cache) {
    this.transaction = transaction;
    this.generations = generations;
    this.reindexer = reindexer;
    this.sealer = sealer;
    this.cache = cache;
  }

  @Scheduled(initialDelay = 0, fixedDelayString = EVERY)
  void forget() {
    cache.forgetOld();
  }

  @Scheduled(initialDelay = 0, fixedDelayString = EVERY)
  void merge() {
    generations.tenants().forEach(this::merge);
  }

  @Scheduled(initialDelay = 0, fixedDelayString = EVERY)
  void reindex() {
    try {
      reindexer.run();
      generations.sweep();
    } catch (ModelUnavailable e) {
      log.warn("reindexing waits for the model: {}", e.getMessage());
    }
  }

  @Scheduled(fixedDelay = BuildRepository.RENEWAL_SECONDS, timeUnit = TimeUnit.SECONDS)
  void renew() {
    reindexer.renew();
  }

  @Scheduled(initialDelay = 0, fixedDelayString = EVERY)
  void seal() {
    generations
        .uses()
        .forEach((generation, tenants) -> tenants.forEach(tenant -> seal(tenant, generation)));
  }

  /** What fails for one tenant keeps no other one waiting. */
  private void seal(int tenant, Generation generation) {
    try {
      sealer.run(tenant, generation);
    } catch (DataAccessException | TransactionException e) {
      log.warn("sealed later tenant={}", tenant, e);
    }
  }

  private void merge(int tenant) {
    int moved = 0;
    int step;
    try {
      do {
        step = transaction.call(tenant, Merger::step);
        moved += step;
      } while (step > 0);
    } catch (DataAccessException | TransactionException e) {
      log.warn("segments are merged later tenant={}: {}", tenant, e.getMessage());
    }
    if (moved > 0) {
      log.info("segments merged tenant={} documents={}", tenant, moved);
    }
  }
}
