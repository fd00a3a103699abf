package io.longshore.embedder.index;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.passages.CutPassage;
import io.longshore.embedder.passages.PassageCutter;
import io.longshore.embedder.vectors.DocumentVectorRepository;
import io.longshore.embedder.vectors.Slice;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.blob.TextReader;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings documents into the index item by item. Everything may be delivered twice and takes effect
 * once; a version becomes searchable, and takes the place of the one before, in one transaction.
 */
final class Indexer {
  private final TenantTransaction transaction;
  private final TextReader texts;
  private final PassageCutter cutter;
  private final PassageVectors vectors;
  private final DocumentVectors documents;
  private final Generations generations;
  private final LexicalIndex lexical;

  Indexer(
      TenantTransaction transaction,
      TextReader texts,
      PassageCutter cutter,
      PassageVectors vectors,
      DocumentVectors documents,
      Generations generations,
      LexicalIndex lexical) {
    this.transaction = transaction;
    this.texts = texts;
    this.cutter = cutter;
    this.vectors = vectors;
    this.documents = documents;
    this.generations = generations;
    this.lexical = lexical;
  }

  /** Cuts, embeds and stores an item; the last one makes its version searchable. */
  Outcome index(SectionsSubmitted item) {
    documents.requireAllowed();
    Generation generation = generations.current();
    Known known = transaction.call(item.principal(), jdbc -> admit(jdbc, item, generation));
    Optional<Source> stored =
        switch (known) {
          case STALE -> Optional.empty();
          case COUNTED ->
              transaction.call(
                  item.principal(), jdbc -> store(jdbc, item, generation, List.of(), List.of()));
          case NEW -> add(item, generation);
        };
    return stored.map(source -> finish(item, generation, source)).orElseGet(Outcome.Stale::new);
  }

  private Optional<Source> add(SectionsSubmitted item, Generation generation) {
    Structure structure = texts.structure(Objects.requireNonNull(item.structure()));
    var range =
        texts.range(Objects.requireNonNull(item.text()), structure, item.start(), item.end());
    List<CutPassage> passages = cutter.cut(range, item.start(), structure, item.language());
    List<Embedding> made = vectors.of(item, generation, range, passages);
    return transaction.call(
        item.principal(), jdbc -> store(jdbc, item, generation, passages, made));
  }

  /** Forgets a document up to a version; false when something newer is known of it. */
  boolean erase(Principal principal, DocumentId document, int version) {
    vectors.forget();
    return transaction.call(
        principal,
        jdbc -> {
          boolean admitted = SourceRepository.admit(jdbc, document, version, true);
          if (admitted) {
            erase(jdbc, document, source -> true);
          }
          return admitted;
        });
  }

  /** Forgets a document's source that was never finished. */
  void abandon(int tenant, DocumentId document, int source) {
    transaction.run(
        tenant, jdbc -> erase(jdbc, document, other -> other.no() == source && !other.live()));
  }

  private enum Known {
    STALE,
    COUNTED,
    NEW
  }

  private static Known admit(JdbcClient jdbc, SectionsSubmitted item, Generation generation) {
    if (!SourceRepository.admit(jdbc, item.document(), item.version(), false)) {
      return Known.STALE;
    }
    Source source = SourceRepository.open(jdbc, item, generation.no());
    Generations.use(jdbc, item.principal().tenant(), generation.no());
    return SourceRepository.isCounted(jdbc, source.no(), item.item()) ? Known.COUNTED : Known.NEW;
  }

  /** The source as it is now; empty when something newer is known of the document. */
  private static Optional<Source> store(
      JdbcClient jdbc,
      SectionsSubmitted item,
      Generation generation,
      List<CutPassage> passages,
      List<Embedding> vectors) {
    if (!SourceRepository.admit(jdbc, item.document(), item.version(), false)) {
      return Optional.empty();
    }
    Source source = SourceRepository.open(jdbc, item, generation.no());
    if (SourceRepository.count(jdbc, source.no(), item)) {
      source = add(jdbc, source, passages, vectors);
    }
    return Optional.of(source);
  }

  /** Makes a source searchable once all its items are in. */
  private Outcome finish(SectionsSubmitted item, Generation generation, Source source) {
    if (source.itemsDone() < source.items()) {
      return new Outcome.Counted(source.itemsDone(), source.items());
    }
    if (!source.live()) {
      DocumentVectors.Read read = documents.read(item, source);
      if (!transaction.call(item.principal(), jdbc -> replace(jdbc, item, generation, read))) {
        return new Outcome.Stale();
      }
    }
    return new Outcome.Ready(
        new DocumentIndexed(
            item.principal(),
            item.document(),
            item.version(),
            generation.key(),
            source.passages(),
            source.tokensSeen(),
            source.tokensGiven()));
  }

  private static Source add(
      JdbcClient jdbc, Source source, List<CutPassage> passages, List<Embedding> vectors) {
    PassageRepository.insert(jdbc, source.no(), source.passages(), passages);
    VectorRepository.insert(jdbc, source.generation(), source.no(), source.passages(), vectors);
    return SourceRepository.advance(
        jdbc,
        source.no(),
        passages.size(),
        vectors.stream().mapToLong(Embedding::tokensSeen).sum(),
        vectors.stream().mapToLong(Embedding::tokensGiven).sum());
  }

  /**
   * The one step in which a finished version takes the place of all others.
   *
   * @return false when something newer is known of the document, or another generation took the
   *     version's place meanwhile
   */
  private boolean replace(
      JdbcClient jdbc, SectionsSubmitted item, Generation generation, DocumentVectors.Read read) {
    if (!SourceRepository.admit(jdbc, item.document(), item.version(), false)) {
      return false;
    }
    Source source = SourceRepository.find(jdbc, item, generation.no()).orElse(null);
    if (source == null || source.itemsDone() < source.items()) {
      return false;
    }
    if (source.live()) {
      return true;
    }
    documents.store(jdbc, source, read);
    long terms = lexical.add(jdbc, source.no(), source.passages(), source.language());
    SourceRepository.goLive(jdbc, source.no(), terms);
    erase(jdbc, item.document(), other -> other.no() != source.no());
    return true;
  }

  private void erase(JdbcClient jdbc, DocumentId document, Predicate<Source> which) {
    List<Source> sources = new ArrayList<>(SourceRepository.lock(jdbc, document));
    sources.removeIf(which.negate());
    if (sources.isEmpty()) {
      return;
    }
    int[] numbers = sources.stream().mapToInt(Source::no).toArray();
    for (Source source : sources) {
      var slice = new Slice(source.shard(), new int[] {source.no()}, source.passages());
      VectorRepository.delete(jdbc, source.generation(), List.of(slice));
      DocumentVectorRepository.delete(jdbc, source.generation(), slice.sources());
    }
    lexical.erase(jdbc, numbers);
    PassageRepository.delete(jdbc, numbers);
    SourceRepository.delete(jdbc, numbers);
  }
}
