package io.longshore.embedder.index;

import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.index.SealRepository.Part;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.ShardRepository;
import io.longshore.embedder.vectors.ShardRepository.Shard;
import io.longshore.embedder.vectors.Slice;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves a tenant's recent vectors into a shard of its own, with an HNSW index that is built in one
 * go, once there are as many as are no longer searched exactly. Shards that are not larger than
 * what comes are taken along, so that sizes at least double and a tenant has few; a vector is moved
 * as often as its tenant has doubled.
 */
final class Sealer {
  private static final Logger log = LoggerFactory.getLogger(Sealer.class);

  /** A search that began before its vectors were moved still reads where they were. */
  static final Duration KEPT = Duration.ofMinutes(2);

  /** Of one statement: the building of an index, 6 s for 10,000 vectors. */
  private static final Duration STATEMENT = Duration.ofHours(6);

  private final TenantTransaction transaction;
  private final DenseIndex dense;
  private final InstantSource clock;
  private final Map<Integer, Instant> emptySince = new ConcurrentHashMap<>();

  Sealer(TenantTransaction transaction, DenseIndex dense, InstantSource clock) {
    this.transaction = transaction;
    this.dense = dense;
    this.clock = clock;
  }

  /**
   * Seals when it is due, which takes long, and drops what no longer holds anything. Searches and
   * imports go on meanwhile; only a document that is deleted in the last moment waits for the end.
   */
  void run(int tenant, Generation generation) {
    transaction.run(tenant, STATEMENT, jdbc -> seal(jdbc, tenant, generation.no()));
    List<Shard> empty = transaction.read(tenant, jdbc -> ShardRepository.empty(jdbc, tenant));
    Instant now = clock.instant();
    for (Shard shard : empty) {
      Instant since = emptySince.computeIfAbsent(shard.no(), first -> now);
      if (!now.isBefore(since.plus(KEPT))) {
        drop(tenant, shard);
      }
    }
  }

  private void seal(JdbcClient jdbc, int tenant, int generation) {
    if (!SealRepository.claim(jdbc, generation, tenant)) {
      return;
    }
    List<Part> merged = merged(SealRepository.parts(jdbc, generation));
    if (merged.isEmpty()) {
      return;
    }
    int[] from = merged.stream().mapToInt(Part::no).toArray();
    int[] sources = SealRepository.sources(jdbc, generation, from);
    int shard = ShardRepository.make(jdbc, generation, tenant);
    ShardRepository.fill(jdbc, generation, shard, from, sources);
    ShardRepository.index(jdbc, generation, shard);
    int[] left = SealRepository.lock(jdbc, sources);
    if (left.length < sources.length) {
      ShardRepository.keep(jdbc, generation, shard, left);
    }
    VectorRepository.delete(
        jdbc, generation, Arrays.stream(from).mapToObj(no -> new Slice(no, left, 0)).toList());
    ShardRepository.attach(jdbc, generation, shard);
    SealRepository.move(jdbc, left, shard);
    log.info(
        "sealed generation={} shard={} documents={} shards={}",
        generation,
        shard,
        left.length,
        from.length);
  }

  /** The recent part and what is taken along; nothing when it isn't due. */
  private List<Part> merged(List<Part> smallestFirst) {
    Stream<Part> recent = smallestFirst.stream().filter(part -> part.no() == Slice.RECENT);
    List<Part> merged = new ArrayList<>(recent.toList());
    long passages = merged.stream().mapToLong(Part::passages).sum();
    if (!dense.isDue(passages)) {
      return List.of();
    }
    for (Part part : smallestFirst) {
      if (part.no() != Slice.RECENT && part.passages() <= passages) {
        merged.add(part);
        passages += part.passages();
      }
    }
    return merged;
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
