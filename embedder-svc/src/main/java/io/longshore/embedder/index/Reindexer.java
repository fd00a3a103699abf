package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.comparison.ComparisonRepository;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.index.SourceRepository.Outdated;
import io.longshore.inference.call.ModelRefused;
import io.longshore.runtime.blob.BlobUnavailable;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Brings what was indexed with another model, or before a candidate was chosen, into all
 * generations of its collection: the same items go the same way once more, from the text that is
 * kept. Until a document is through, it is found by the passages that it has. What lies in
 * generations that are out of use goes, document by document. Of several instances one brings a
 * collection over; when it is gone, another one goes on.
 */
final class Reindexer {
  /** In between only line-ups that say so are looked through. */
  static final Duration LOOK_EVERY = Duration.ofMinutes(10);

  static final Duration COMPARISONS_KEPT = Duration.ofDays(90);

  private static final Logger log = LoggerFactory.getLogger(Reindexer.class);

  private final TenantTransaction transaction;
  private final Generations generations;
  private final Lineups lineups;
  private final Indexer indexer;
  private final Consumer<DocumentIndexed> ready;
  private final InstantSource clock;
  private final BuildRepository builds;
  private final Attempts attempts;
  private final Map<Integer, Looked> looked = new HashMap<>();

  /** Collections by tenant, where something was done or failed when they were looked at last. */
  private final Map<Integer, Set<CollectionId>> open = new HashMap<>();

  /** Sources by tenant and collection, as of the last look at each. */
  private final Map<Integer, Map<CollectionId, Set<Integer>>> left = new HashMap<>();

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
      Consumer<DocumentIndexed> ready,
      InstantSource clock) {
    this.transaction = transaction;
    this.generations = generations;
    this.lineups = lineups;
    this.indexer = indexer;
    this.ready = ready;
    this.clock = clock;
    this.builds = new BuildRepository(transaction);
    this.attempts = new Attempts(clock);
  }

  /** When all collections of a tenant were looked through, for the standard of then. */
  private record Looked(int standard, Instant at) {}

  /** Sources that are still to be brought over, as of the last look. */
  int waiting() {
    return waiting;
  }

  /** What is being brought over stays this one's. */
  void renew() {
    builds.renew();
  }

  /**
   * Looks for what generations lack and brings it over.
   *
   * @throws io.longshore.inference.call.ModelUnavailable when there is no model to do it with; the
   *     next run goes on
   */
  void run() {
    Generation standard = generations.current();
    List<Integer> tenants = generations.tenantsOfOthers(standard.no());
    left.keySet().retainAll(tenants);
    open.keySet().retainAll(tenants);
    tenants.forEach(tenant -> run(tenant, standard));
    Set<Integer> all =
        left.values().stream()
            .flatMap(collections -> collections.values().stream())
            .flatMap(Set::stream)
            .collect(Collectors.toSet());
    attempts.keep(all);
    waiting = all.size();
  }

  /** What fails in one collection keeps no other one waiting. */
  private void run(int tenant, Generation standard) {
    Instant now = clock.instant();
    Looked last = looked.get(tenant);
    boolean all =
        last == null
            || last.standard() != standard.no()
            || !now.isBefore(last.at().plus(LOOK_EVERY));
    Set<CollectionId> collections =
        new LinkedHashSet<>(
            transaction.read(tenant, jdbc -> all ? Lineups.collections(jdbc) : Lineups.due(jdbc)));
    if (all) {
      left.computeIfAbsent(tenant, first -> new HashMap<>()).keySet().retainAll(collections);
    } else {
      collections.addAll(open.getOrDefault(tenant, Set.of()));
    }
    Set<CollectionId> stillOpen = new HashSet<>();
    for (CollectionId collection : collections) {
      try {
        if (bringOver(tenant, collection, standard)) {
          stillOpen.add(collection);
        }
      } catch (DataAccessException | TransactionException | BlobUnavailable e) {
        stillOpen.add(collection);
        log.warn("reindexed later tenant={} collection={}", tenant, collection, e);
      }
    }
    open.put(tenant, stillOpen);
    if (all) {
      transaction.run(
          tenant, jdbc -> ComparisonRepository.forget(jdbc, now.minus(COMPARISONS_KEPT)));
      looked.put(tenant, new Looked(standard.no(), now));
    }
  }

  /**
   * Whether there was something to do, beside what failed before. Where there was something last
   * time, another one may be at it for hours: nothing is looked through meanwhile.
   */
  private boolean bringOver(int tenant, CollectionId collection, Generation standard) {
    if (open.getOrDefault(tenant, Set.of()).contains(collection)
        && builds.isAnothers(tenant, collection)) {
      return true;
    }
    int[] lineup = lineups.current(tenant, collection).numbers();
    List<Outdated> outdated = outdated(tenant, collection, lineup);
    boolean isDue = !due(outdated).isEmpty();
    if (outdated.isEmpty() || isDue) {
      settle(tenant, collection, standard);
    }
    if (isDue && builds.claim(tenant, collection)) {
      try {
        // another one may have been at it until now
        bringOver(tenant, collection, due(outdated(tenant, collection, lineup)));
        settle(tenant, collection, standard);
      } finally {
        builds.release(tenant, collection);
      }
    }
    return isDue;
  }

  private List<Outdated> outdated(int tenant, CollectionId collection, int[] lineup) {
    List<Outdated> outdated =
        transaction.read(tenant, jdbc -> SourceRepository.outdated(jdbc, collection, lineup));
    left.computeIfAbsent(tenant, first -> new HashMap<>())
        .put(collection, outdated.stream().map(Outdated::no).collect(Collectors.toSet()));
    return outdated;
  }

  private List<Outdated> due(List<Outdated> outdated) {
    return outdated.stream()
        .filter(source -> attempts.isDue(source.no()))
        .sorted(Comparator.comparingInt(source -> attempts.count(source.no())))
        .toList();
  }

  private void settle(int tenant, CollectionId collection, Generation standard) {
    lineups.settle(
        tenant,
        collection,
        standard,
        (jdbc, lineup) -> SourceRepository.isOutdated(jdbc, collection, lineup));
  }

  /** What ends this counts as an attempt of the source that it came from, and of no other. */
  private void bringOver(int tenant, CollectionId collection, List<Outdated> sources) {
    log.info("reindexing tenant={} collection={} sources={}", tenant, collection, sources.size());
    for (int done = 0; done < sources.size(); done++) {
      Outdated source = sources.get(done);
      if (attempts.take(source.no()) && !bringOver(tenant, collection, source)) {
        attempts.undo(source.no());
        log.info("reindexed by another instance tenant={} collection={}", tenant, collection);
        return;
      }
      waiting = sources.size() - done - 1;
    }
    log.info("reindexed tenant={} collection={}", tenant, collection);
  }

  /**
   * A source whose text is gone, or that can't be indexed so, stays as it is.
   *
   * @return false when the lease has run out, for the database was away or this process stood
   *     still, and another one has it
   */
  private boolean bringOver(int tenant, CollectionId collection, Outdated source) {
    try {
      if (!source.replaced()) {
        for (SectionsSubmitted item :
            transaction.read(tenant, jdbc -> SourceRepository.items(jdbc, tenant, source.no()))) {
          if (!builds.claim(tenant, collection)) {
            return false;
          }
          if (indexer.index(item) instanceof Outcome.Ready(var indexed, var now) && now) {
            ready.accept(indexed);
          }
        }
      }
      indexer.abandon(tenant, collection, source.document(), source.no());
    } catch (Poison | ModelRefused | DataIntegrityViolationException e) {
      if (attempts.count(source.no()) == 1) {
        log.warn("not reindexed: document={}", source.document(), e);
      }
    }
    return true;
  }
}
