package io.longshore.embedder.index;

import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.index.SealRepository.Part;
import io.longshore.embedder.vectors.ShardRepository;
import io.longshore.embedder.vectors.ShardRepository.Shard;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves a tenant's recent vectors into a shard of its own, with an HNSW index that is built in one
 * go, once there are as many as are no longer searched exactly; and makes one of several shards as
 * {@link Tiers} says. Each is one transaction: where it breaks off, nothing has happened, and the
 * next run does it.
 */
final class Sealer {
  private static final Logger log = LoggerFactory.getLogger(Sealer.class);

  /** A search that began before its vectors were moved still reads where they were. */
  static final Duration KEPT = Duration.ofMinutes(2);

  /** Of one statement: the building of an index. */
  private static final Duration STATEMENT = Duration.ofHours(6);

  private final TenantTransaction transaction;
  private final VectorProperties properties;
  private final InstantSource clock;
  private final Map<Integer, Instant> emptySince = new ConcurrentHashMap<>();

  Sealer(TenantTransaction transaction, VectorProperties properties, InstantSource clock) {
    this.transaction = transaction;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Seals and merges what is due, which takes long, and drops what no longer holds anything.
   * Searches and imports go on meanwhile; only a document that is deleted in the last moment waits
   * for the end.
   */
  void run(int tenant, Generation generation) {
    var more = new AtomicBoolean(true);
    while (more.get()) {
      transaction.run(tenant, STATEMENT, jdbc -> more.set(step(jdbc, tenant, generation.no())));
    }
    List<Shard> empty = transaction.read(tenant, jdbc -> ShardRepository.empty(jdbc, tenant));
    Instant now = clock.instant();
    for (Shard shard : empty) {
      Instant since = emptySince.computeIfAbsent(shard.no(), first -> now);
      if (!now.isBefore(since.plus(KEPT))) {
        drop(tenant, shard);
      }
    }
  }

  /** Whether there was something to do. */
  private boolean step(JdbcClient jdbc, int tenant, int generation) {
    if (!SealRepository.claim(jdbc, generation, tenant)) {
      return false;
    }
    int most = ShardRepository.most(jdbc, generation, properties.buildMemory());
    int[] from =
        new Tiers(properties.exactBelow(), most)
            .next(SealRepository.parts(jdbc, generation)).stream().mapToInt(Part::no).toArray();
    if (from.length == 0) {
      return false;
    }
    int[] sources = SealRepository.sources(jdbc, generation, from, most);
    int shard = ShardRepository.make(jdbc, generation, tenant);
    ShardRepository.fill(jdbc, generation, shard, from, sources);
    ShardRepository.index(jdbc, generation, shard, properties.buildMemory());
    int[] left = SealRepository.lock(jdbc, sources);
    if (left.length < sources.length) {
      ShardRepository.keep(jdbc, generation, shard, left);
    }
    VectorRepository.delete(jdbc, generation, from, left);
    ShardRepository.attach(jdbc, generation, shard);
    SealRepository.move(jdbc, generation, from, left, shard);
    log.info(
        "sealed generation={} shard={} documents={} shards={}",
        generation,
        shard,
        left.length,
        from.length);
    return true;
  }

  private void drop(int tenant, Shard shard) {
    try {
      transaction.run(tenant, jdbc -> ShardRepository.drop(jdbc, shard));
      emptySince.remove(shard.no());
    } catch (DataAccessException e) {
      log.info("shard={} is dropped later: {}", shard.no(), e.getMessage());
    }
  }
}
