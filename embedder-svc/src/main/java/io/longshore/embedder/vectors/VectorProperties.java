package io.longshore.embedder.vectors;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How vectors are searched.
 *
 * @param exactBelow scopes of fewer passages are searched exactly, larger ones by HNSW; a tenant
 *     with as many recent ones gets them sealed; 1 to 1,000,000
 * @param candidates that HNSW keeps while it searches a whole shard ({@code hnsw.ef_search}), 100
 *     to 1,000; of a part of it more, by how small that is, up to 1,000
 * @param scanned rows that HNSW looks at for one search of one shard at most ({@code
 *     hnsw.max_scan_tuples}), 1,000 to 1,000,000; what it then hasn't found is searched exactly
 * @param buildMemory that PostgreSQL may take to build HNSW over a shard ({@code
 *     maintenance_work_mem}), 64 MB to 64 GB; it bounds how large shards get, and in larger ones
 *     HNSW misses more
 */
@ConfigurationProperties("longshore.vectors")
public record VectorProperties(
    @DefaultValue("20000") int exactBelow,
    @DefaultValue("400") int candidates,
    @DefaultValue("20000") int scanned,
    @DefaultValue("256MB") DataSize buildMemory) {
  static final int CANDIDATES_MAX = 1_000;

  public VectorProperties {
    if (exactBelow < 1 || exactBelow > 1_000_000) {
      throw new IllegalArgumentException("exact-below must be 1 to 1000000, not " + exactBelow);
    }
    if (candidates < 100 || candidates > CANDIDATES_MAX) {
      throw new IllegalArgumentException("candidates must be 100 to 1000, not " + candidates);
    }
    if (scanned < 1_000 || scanned > 1_000_000) {
      throw new IllegalArgumentException("scanned must be 1000 to 1000000, not " + scanned);
    }
    if (buildMemory.toMegabytes() < 64 || buildMemory.toGigabytes() > 64) {
      throw new IllegalArgumentException("build-memory must be 64MB to 64GB, not " + buildMemory);
    }
  }
}
