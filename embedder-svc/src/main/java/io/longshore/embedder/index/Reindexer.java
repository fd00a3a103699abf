package io.longshore.embedder.index;

import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.embedder.index.SourceRepository.Outdated;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what was indexed with another model, or with passages of another size, into the current
 * generation: the same items go the same way once more, from the text that is kept. Until a
 * document is through, its old passages are found by their words.
 */
final class Reindexer {
  private static final Logger log = LoggerFactory.getLogger(Reindexer.class);

  private final TenantTransaction transaction;
  private final Generations generations;
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
      Indexer indexer,
      Consumer<DocumentIndexed> ready) {
    this.transaction = transaction;
    this.generations = generations;
    this.indexer = indexer;
    this.ready = ready;
  }

  /** Sources that are still to be brought over, as of the last look. */
  int waiting() {
    return waiting;
  }

  /**
   * Looks for sources of other generations and brings them over.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when there is no model to do it with; the
   *     next run goes on
   */
  void run() {
    Generation current = generations.current();
    for (int tenant : generations.tenantsOfOthers(current.no())) {
      bringOver(tenant, current);
    }
  }

  private void bringOver(int tenant, Generation current) {
    List<Outdated> sources =
        transaction.read(tenant, jdbc -> SourceRepository.outdated(jdbc, current.no()));
    waiting = sources.size();
    if (sources.isEmpty()) {
      return;
    }
    log.info("reindexing tenant={} sources={} generation={}", tenant, sources.size(), current.no());
    for (int done = 0; done < sources.size(); done++) {
      Outdated source = sources.get(done);
      bringOver(tenant, source);
      waiting = sources.size() - done - 1;
    }
    log.info("reindexed tenant={} generation={}", tenant, current.no());
  }

  /** A source whose text is gone stays as it is: found by its words. */
  private void bringOver(int tenant, Outdated source) {
    try {
      transaction
          .read(tenant, jdbc -> SourceRepository.items(jdbc, tenant, source.no()))
          .forEach(item -> {
            if (indexer.index(item) instanceof Outcome.Ready(var indexed)) {
              ready.accept(indexed);
            }
          });
      indexer.abandon(tenant, source.document(), source.no());
    } catch (Poison e) {
      log.warn("not reindexed: document={} {}", source.document(), e.code(), e);
    }
  }
}
