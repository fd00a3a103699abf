package io.longshore.embedder.index;

import io.longshore.contracts.document.DocumentIndexed;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineup;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a version searchable when all of its items are in, in place of the ones before. The whole
 * document is read before the one transaction that does it.
 */
final class Completion {
  private final TenantTransaction transaction;
  private final DocumentVectors documents;
  private final Generations generations;
  private final Lineups lineups;
  private final LexicalIndex lexical;
  private final Eraser eraser;

  Completion(
      TenantTransaction transaction,
      DocumentVectors documents,
      Generations generations,
      Lineups lineups,
      LexicalIndex lexical,
      Eraser eraser) {
    this.transaction = transaction;
    this.documents = documents;
    this.generations = generations;
    this.lineups = lineups;
    this.lexical = lexical;
    this.eraser = eraser;
  }

  /** What one generation makes of a whole document. */
  private record Finished(Generation generation, DocumentVectors.Read read) {}

  /** In all generations that have all items; where some are missing, it is said how many. */
  Outcome finish(SectionsSubmitted item, Generation standard, Lineup lineup, List<Source> sources) {
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
        Indexer.each(
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
