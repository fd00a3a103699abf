package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.DocumentIndexed;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final DocumentVectors documents;
  private final Generations generations;
  private final Lineups lineups;
  private final LexicalIndex lexical;
  private final Eraser eraser;

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
    this.documents = documents;
    this.generations = generations;
    this.lineups = lineups;
    this.lexical = lexical;
    this.eraser = new Eraser(lexical);
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
        .map(sources -> finish(item, standard, lineup, sources))
        .orElseGet(Outcome.Stale::new);
  }

  /** What one generation makes of an item. */
  private record Made(Generation generation, List<CutPassage> passages, List<Embedding> vectors) {}

  /** What one generation makes of a whole document. */
  private record Finished(Generation generation, DocumentVectors.Read read) {}

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
  private static <T> List<T> each(
      List<Generation> wanted, Lineup lineup, Function<Generation, T> work) {
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

  /** Makes a version searchable in all generations that have all of its items. */
  private Outcome finish(
      SectionsSubmitted item, Generation standard, Lineup lineup, List<Source> sources) {
    Optional<Source> serving =
        sources.stream().filter(one -> one.generation() == lineup.serving().no()).findFirst();
    if (serving.isEmpty()) {
      return new Outcome.Stale();
    }
    Source source = serving.get();
    if (source.itemsDone() < source.items()) {
      return new Outcome.Counted(source.itemsDone(), source.items());
    }
    Map<Integer, Source> complete = new HashMap<>();
    for (Source one : sources) {
      if (!one.live() && one.itemsDone() == one.items()) {
        complete.put(one.generation(), one);
      }
    }
    List<Finished> finished =
        each(
            lineup.all().stream().filter(one -> complete.containsKey(one.no())).toList(),
            lineup,
            one -> new Finished(one, read(item, one, complete)));
    if (!finished.isEmpty()
        && !transaction.call(item.principal(), jdbc -> replace(jdbc, item, standard, finished))) {
      return new Outcome.Stale();
    }
    return new Outcome.Ready(
        new DocumentIndexed(
            item.principal(),
            item.document(),
            item.version(),
            lineup.serving().key(),
            source.passages(),
            source.tokensSeen(),
            source.tokensGiven()),
        !source.live());
  }

  private DocumentVectors.Read read(
      SectionsSubmitted item, Generation generation, Map<Integer, Source> sources) {
    generations.requireAllowed(generation.recipe());
    Source source = Objects.requireNonNull(sources.get(generation.no()));
    return documents.read(item, source, generation.recipe());
  }

  /**
   * The one step in which a finished version takes the place of all others, in all generations that
   * have it.
   *
   * @return false when something newer is known of the document, or the collection is searched in a
   *     generation meanwhile that doesn't have all of it yet
   */
  private boolean replace(
      JdbcClient jdbc, SectionsSubmitted item, Generation standard, List<Finished> finished) {
    if (!SourceRepository.admit(jdbc, item.document(), item.version(), false)) {
      return false;
    }
    Lineup now = lineups.share(jdbc, item.collection(), standard);
    boolean read = finished.stream().anyMatch(one -> one.generation().equals(now.serving()));
    boolean searched =
        complete(jdbc, item, now.serving()).filter(source -> read || source.live()).isPresent();
    if (!searched) {
      Lineups.due(jdbc, item.collection());
      return false;
    }
    finished.stream()
        .filter(one -> now.has(one.generation().no()))
        .forEach(one -> goLive(jdbc, item, one));
    if (!now.all().stream().allMatch(one -> isLive(jdbc, item, one))) {
      Lineups.due(jdbc, item.collection());
    }
    eraser.erase(
        jdbc,
        item.document(),
        other -> other.version() < item.version() || !now.has(other.generation()));
    AttributeRepository.forget(jdbc, item.document(), item.version() - 1);
    return true;
  }

  private static boolean isLive(JdbcClient jdbc, SectionsSubmitted item, Generation generation) {
    return SourceRepository.find(jdbc, item, generation.no()).filter(Source::live).isPresent();
  }

  private static Optional<Source> complete(
      JdbcClient jdbc, SectionsSubmitted item, Generation generation) {
    return SourceRepository.find(jdbc, item, generation.no())
        .filter(source -> source.itemsDone() == source.items());
  }

  /** Unless another delivery was quicker. */
  private void goLive(JdbcClient jdbc, SectionsSubmitted item, Finished finished) {
    complete(jdbc, item, finished.generation())
        .filter(source -> !source.live())
        .ifPresent(source -> {
          documents.store(jdbc, source, finished.generation().recipe(), finished.read());
          long terms = lexical.add(jdbc, source.no(), source.passages(), source.language());
          SourceRepository.goLive(jdbc, source.no(), terms);
        });
  }
}
