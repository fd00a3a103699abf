package io.longshore.embedder.index;

import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.passages.PassageCutter;
import io.longshore.embedder.passages.PassageProperties;
import io.longshore.embedder.vectors.VectorCache;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.inference.encoder.Encoder;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.blob.TextReader;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties({IndexProperties.class, PassageProperties.class})
class IndexConfiguration {
  @Bean
  Generations generations(
      TenantTransaction transaction,
      Encoder encoder,
      PassageProperties passages,
      EmbeddingProperties embedding) {
    return new Generations(transaction, encoder, passages, embedding);
  }

  @Bean
  Lineups lineups(TenantTransaction transaction, Generations generations) {
    return new Lineups(transaction, generations);
  }

  @Bean
  VectorCache vectorCache(IndexProperties properties, MeterRegistry meters) {
    return new VectorCache(
        properties.cache().toBytes(), properties.cacheLasts(), Clock.systemUTC(), meters);
  }

  @Bean
  Indexer indexer(
      TenantTransaction transaction,
      BlobStore blobs,
      Json json,
      Encoder encoder,
      VectorCache cache,
      PassageProperties passages,
      EmbeddingProperties embedding,
      Generations generations,
      Lineups lineups,
      LexicalIndex lexical,
      IndexProperties properties,
      MeterRegistry meters) {
    var texts = new TextReader(blobs, json, properties.structures());
    var cutter = new PassageCutter(encoder, passages);
    return new Indexer(
        transaction,
        texts,
        cutter,
        new PassageVectors(
            encoder,
            cutter,
            new UnchangedVectors(transaction, meters),
            cache,
            properties.embeddingWithin()),
        new DocumentVectors(transaction, texts, encoder, embedding, properties.embeddingWithin()),
        generations,
        lineups,
        lexical);
  }

  @Bean
  IndexStream indexStream(Indexer indexer, Sender sender) {
    return new IndexStream(indexer, sender);
  }

  @Bean
  Reindexer reindexer(
      TenantTransaction transaction,
      Generations generations,
      Lineups lineups,
      Indexer indexer,
      IndexStream stream) {
    return new Reindexer(
        transaction, generations, lineups, indexer, stream::ready, InstantSource.system());
  }

  @Bean
  Upkeep upkeep(
      TenantTransaction transaction,
      Generations generations,
      Reindexer reindexer,
      VectorProperties vectors,
      VectorCache cache) {
    return new Upkeep(
        transaction,
        generations,
        reindexer,
        new Sealer(transaction, vectors, InstantSource.system()),
        cache);
  }

  @Bean
  IndexHealth indexHealthIndicator(Generations generations, Reindexer reindexer) {
    return new IndexHealth(generations, reindexer);
  }
}
