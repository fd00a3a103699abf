package io.longshore.embedder.index;

import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.embedder.embedding.EmbeddingProperties;
import io.longshore.embedder.embedding.Recipe;
import io.longshore.embedder.vectors.DocumentPart;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.LongReading;
import io.longshore.runtime.blob.TextReader;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One or a few vectors of a document once all its passages are in: their means, or, where a mode
 * for long texts is set, those of its kept text, which is then read a second time.
 */
final class DocumentVectors {
  /** Of the reading that a part has to leave room for: prefix and special tokens. */
  private static final int ROOM = 32;

  private final TenantTransaction transaction;
  private final TextReader texts;
  private final Encoder encoder;
  private final EmbeddingProperties properties;
  private final Duration within;

  /**
   * @param within longest time for a document's vectors
   */
  DocumentVectors(
      TenantTransaction transaction,
      TextReader texts,
      Encoder encoder,
      EmbeddingProperties properties,
      Duration within) {
    this.transaction = transaction;
    this.texts = texts;
    this.encoder = encoder;
    this.properties = properties;
    this.within = within;
  }

  /** What has been read for a source; nothing where its passages are pooled. */
  record Read(List<DocumentPart> parts, List<Embedding> vectors) {
    static final Read NOTHING = new Read(List.of(), List.of());
  }

  /**
   * Reads a document whose passages are all in; outside of a transaction, for it may take long.
   *
   * @throws io.longshore.inference.call.ModelUnavailable later it may work
   */
  Read read(SectionsSubmitted item, Source source, Recipe recipe) {
    int tokens = properties.documentPartTokens() - recipe.passageTokens() - ROOM;
    return recipe
        .documentReading()
        .map(how -> read(item, source, tokens, how))
        .orElse(Read.NOTHING);
  }

  private Read read(SectionsSubmitted item, Source source, int partTokens, LongReading how) {
    List<DocumentPart> parts =
        transaction.read(
            item.principal(),
            jdbc ->
                DocumentVectorRepository.parts(
                    jdbc,
                    source.generation(),
                    source.no(),
                    partTokens,
                    properties.documentVectors()));
    if (parts.isEmpty()) {
      return Read.NOTHING;
    }
    Structure structure = texts.structure(Objects.requireNonNull(item.structure()));
    String key = Objects.requireNonNull(item.text());
    List<String> ranges =
        parts.stream()
            .map(part -> texts.range(key, structure, part.start(), part.end()).toString())
            .toList();
    return new Read(
        parts, encoder.embed(ranges, Kind.PASSAGE, how, Priority.INGESTION, Bound.within(within)));
  }

  /** Stores the vectors of a source that is about to be searched. */
  void store(JdbcClient jdbc, Source source, Recipe recipe, Read read) {
    if (recipe.documentReading().isPresent()) {
      DocumentVectorRepository.insert(
          jdbc, source.generation(), source.no(), read.parts(), read.vectors());
    } else {
      DocumentVectorRepository.pool(
          jdbc,
          source.generation(),
          source.no(),
          properties.documentPartTokens(),
          properties.documentVectors());
    }
  }
}
