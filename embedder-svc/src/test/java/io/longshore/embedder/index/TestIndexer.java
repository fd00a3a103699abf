package io.longshore.embedder.index;

import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.lexical.LexicalProperties;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.VectorCache;
import io.longshore.inference.encoder.Encoder;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** An indexer as the room's own, with other settings and without a memory of vectors. */
final class TestIndexer {
  private TestIndexer() {}

  static Indexer of(
      TenantTransaction transaction,
      BlobStore blobs,
      Encoder encoder,
      PassageProperties passages,
      EmbeddingProperties how) {
    var generations = new Generations(transaction, encoder, passages, how);
    var meters = new SimpleMeterRegistry();
    return new IndexConfiguration()
        .indexer(
            transaction,
            blobs,
            new Json(),
            encoder,
            new VectorCache(0, Duration.ofHours(1), Clock.systemUTC(), meters),
            passages,
            how,
            generations,
            new Lineups(transaction, generations),
            new LexicalIndex(new LexicalProperties(64, 1_000_000)),
            new IndexProperties(
                4,
                Duration.ofMinutes(3),
                Duration.ofHours(1),
                DataSize.ofBytes(0),
                Duration.ofHours(1)),
            meters);
  }
}
