package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.index.SourceRepository.Outdated;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was indexed with another model, or before a candidate was chosen, into all
 * generations of its collection: the same items go the same way once more, from the text that is
 * kept. Until a document is through, it is found by the passages that it has. What lies in
 * generations that are out of use goes, document by document.
 */
final class Reindexer {
  private static final Logger log = LoggerFactory.getLogger(Reindexer.class);

  private final TenantTransaction transaction;
  private final Generations generations;
  private final Lineups lineups;
  private final Indexer indexer;
  private final Consumer<DocumentIndexed> ready;
  private volatile int waiting;

  /**
   * @param ready hears of each document that is through; one that was still coming in when the
   *     model changed becomes ready here
   */
  Reindexer(
      TenantTransaction transaction,
      Generations generations,
      Lineups lineups,
      Indexer indexer,
      Consumer<DocumentIndexed> ready) {
    this.transaction = transaction;
    this.generations = generations;
    this.lineups = lineups;
    this.indexer = indexer;
    this.ready = ready;
  }

  /** Sources that are still to be brought over, as of the last look. */
  int waiting() {
    return waiting;
  }

  /**
   * Looks for what generations lack and brings it over.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when there is no model to do it with; the
   *     next run goes on
   */
  void run() {
    Generation standard = generations.current();
    for (int tenant : generations.tenantsOfOthers(standard.no())) {
      for (CollectionId collection : transaction.read(tenant, Lineups::collections)) {
        bringOver(tenant, collection);
        transaction.run(tenant, jdbc -> lineups.settle(jdbc, collection, standard));
      }
    }
  }

  private void bringOver(int tenant, CollectionId collection) {
    int[] lineup =
        lineups.current(tenant, collection).all().stream().mapToInt(Generation::no).toArray();
    List<Outdated> sources =
        transaction.read(tenant, jdbc -> SourceRepository.outdated(jdbc, collection, lineup));
    waiting = sources.size();
    if (sources.isEmpty()) {
      return;
    }
    log.info(
        "reindexing tenant={} collection={} sources={} generations={}",
        tenant,
        collection,
        sources.size(),
        lineup);
    for (int done = 0; done < sources.size(); done++) {
      bringOver(tenant, collection, sources.get(done));
      waiting = sources.size() - done - 1;
    }
    log.info("reindexed tenant={} collection={}", tenant, collection);
  }

  /** A source whose text is gone stays as it is. */
  private void bringOver(int tenant, CollectionId collection, Outdated source) {
    try {
      if (!source.replaced()) {
        transaction
            .read(tenant, jdbc -> SourceRepository.items(jdbc, tenant, source.no()))
            .forEach(item -> {
              if (indexer.index(item) instanceof Outcome.Ready(var indexed, var now) && now) {
                ready.accept(indexed);
              }
            });
      }
      indexer.abandon(tenant, collection, source.document(), source.no());
    } catch (Poison e) {
      log.warn("not reindexed: document={} {}", source.document(), e.code(), e);
    }
  }
}
