package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.document.Structure;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineup;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.passages.CutPassage;
import io.longshore.embedder.passages.PassageCutter;
import io.longshore.embedder.vectors.VectorRepository;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.encoder.Embedding;
import io.longshore.runtime.blob.TextReader;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings documents into the index item by item. Everything may be delivered twice and takes effect
 * once; a version becomes searchable, and takes the place of the one before, in one transaction.
 */
final class Indexer {
  private static final Logger log = LoggerFactory.getLogger(Indexer.class);

  private final TenantTransaction transaction;
  private final TextReader texts;
  private final PassageCutter cutter;
  private final PassageVectors vectors;
  private final Generations generations;
  private final Lineups lineups;
  private final Eraser eraser;
  private final Completion completion;

  Indexer(
      TenantTransaction transaction,
      TextReader texts,
      PassageCutter cutter,
      PassageVectors vectors,
      DocumentVectors documents,
      Generations generations,
      Lineups lineups,
      LexicalIndex lexical) {
    this.transaction = transaction;
    this.texts = texts;
    this.cutter = cutter;
    this.vectors = vectors;
    this.generations = generations;
    this.lineups = lineups;
    this.eraser = new Eraser(lexical);
    this.completion = new Completion(transaction, documents, generations, lineups, lexical, eraser);
  }

  /**
   * Cuts, embeds and stores an item, in each generation of its collection; the last one makes its
   * version searchable.
   */
  Outcome index(SectionsSubmitted item) {
    Generation standard = generations.current();
    Lineup lineup = lineups.current(item.principal().tenant(), item.collection());
    generations.requireAllowed(lineup.serving().recipe());
    Optional<List<Generation>> wanted =
        transaction.call(item.principal(), jdbc -> admit(jdbc, item, standard, lineup));
    if (wanted.isEmpty()) {
      return new Outcome.Stale();
    }
    List<Made> made = each(wanted.get(), lineup, generation -> make(item, generation));
    return transaction
        .call(item.principal(), jdbc -> store(jdbc, item, standard, lineup, made))
        .map(sources -> completion.finish(item, standard, lineup, sources))
        .orElseGet(Outcome.Stale::new);
  }

  /** What one generation makes of an item. */
  private record Made(Generation generation, List<CutPassage> passages, List<Embedding> vectors) {}

  private Made make(SectionsSubmitted item, Generation generation) {
    Structure structure = texts.structure(Objects.requireNonNull(item.structure()));
    var range =
        texts.range(Objects.requireNonNull(item.text()), structure, item.start(), item.end());
    List<CutPassage> passages =
        cutter
            .withTokens(generation.recipe().passageTokens())
            .cut(range, item.start(), structure, item.language());
    return new Made(generation, passages, vectors.of(item, generation, range, passages));
  }

  /** What a generation that isn't searched can't do keeps nobody waiting: it is incomplete then. */
  static <T> List<T> each(List<Generation> wanted, Lineup lineup, Function<Generation, T> work) {
    List<T> done = new ArrayList<>();
    for (Generation generation : wanted) {
      try {
        done.add(work.apply(generation));
      } catch (Poison | ModelRefused e) {
        if (generation.equals(lineup.serving())) {
          throw e;
        }
        log.warn("not indexed in generation={}: {}", generation.no(), e.getMessage());
      }
    }
    return done;
  }

  /** Takes what is said about a document now; false when it is deleted. */
  boolean describe(SectionsSubmitted item) {
    return transaction.call(
        item.principal(),
        jdbc -> {
          boolean held = SourceRepository.hold(jdbc, item.document(), item.version());
          if (held) {
            AttributeRepository.describe(jdbc, item);
          }
          return held;
        });
  }

  /** Forgets a document up to a version; false when something newer is known of it. */
  boolean erase(Principal principal, DocumentId document, int version) {
    vectors.forget();
    return transaction.call(
        principal,
        jdbc -> {
          boolean admitted = SourceRepository.admit(jdbc, document, version, true);
          if (admitted) {
            eraser.erase(jdbc, document, source -> true);
            AttributeRepository.forget(jdbc, document, version);
          }
          return admitted;
        });
  }

  /**
   * Forgets a source of a generation that its collection doesn't have any more, unless the document
   * is found by nothing else.
   */
  void abandon(int tenant, CollectionId collection, DocumentId document, int source) {
    Generation standard = generations.current();
    transaction.run(
        tenant,
        jdbc -> {
          Lineup lineup = lineups.share(jdbc, collection, standard);
          boolean found =
              SourceRepository.lock(jdbc, document).stream()
                  .anyMatch(one -> one.live() && one.generation() == lineup.serving().no());
          eraser.erase(
              jdbc,
              document,
              one -> one.no() == source && !lineup.has(one.generation()) && (found || !one.live()));
        });
  }

  /** The generations that don't have the item yet; empty when something newer is known of it. */
  private Optional<List<Generation>> admit(
      JdbcClient jdbc, SectionsSubmitted item, Generation standard, Lineup lineup) {
    if (!SourceRepository.admit(jdbc, item.document(), item.version(), false)) {
      return Optional.empty();
    }
    AttributeRepository.describe(jdbc, item);
    Lineup now = lineups.share(jdbc, item.collection(), standard);
    List<Generation> wanted = new ArrayList<>();
    for (Generation generation : lineup.all()) {
      if (now.has(generation.no())) {
        generations.use(jdbc, item.principal().tenant(), generation);
        Source source = SourceRepository.open(jdbc, item, generation.no());
        if (!SourceRepository.isCounted(jdbc, source.no(), item.item())) {
          wanted.add(generation);
        }
      }
    }
    return Optional.of(wanted);
  }

  /** The sources as they are now; empty when something newer is known of the document. */
  private Optional<List<Source>> store(
      JdbcClient jdbc,
      SectionsSubmitted item,
      Generation standard,
      Lineup lineup,
      List<Made> allMade) {
    if (!SourceRepository.admit(jdbc, item.document(), item.version(), false)) {
      return Optional.empty();
    }
    Lineup now = lineups.share(jdbc, item.collection(), standard);
    for (Made made : allMade) {
      if (now.has(made.generation().no())) {
        Source source = SourceRepository.open(jdbc, item, made.generation().no());
        if (SourceRepository.count(jdbc, source.no(), item)) {
          add(jdbc, source, made);
        }
      }
    }
    return Optional.of(
        lineup.all().stream()
            .flatMap(one -> SourceRepository.find(jdbc, item, one.no()).stream())
            .toList());
  }

  private static void add(JdbcClient jdbc, Source source, Made made) {
    List<Embedding> vectors = made.vectors();
    PassageRepository.insert(jdbc, source.no(), source.passages(), made.passages());
    VectorRepository.insert(jdbc, source.generation(), source.no(), source.passages(), vectors);
    SourceRepository.advance(
        jdbc,
        source.no(),
        made.passages().size(),
        vectors.stream().mapToLong(Embedding::tokensSeen).sum(),
        vectors.stream().mapToLong(Embedding::tokensGiven).sum());
  }
}
