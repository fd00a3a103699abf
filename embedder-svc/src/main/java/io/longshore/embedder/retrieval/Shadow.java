package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Span;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.comparison.ComparisonRepository;
import io.longshore.embedder.comparison.ComparisonRepository.Millis;
import io.longshore.embedder.comparison.Likeness;
import io.longshore.embedder.generations.Generation;
import io.longshore.embedder.generations.Lineups;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Asks a question that was answered of the collection's complete candidate too, on one thread
 * behind all answers, and keeps how alike both are. Of the question only its id is kept.
 */
final class Shadow implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Shadow.class);
  private static final int SHARES = 10_000;

  private final TenantTransaction transaction;
  private final Lineups lineups;
  private final Retriever retriever;
  private final ShadowProperties properties;
  private final Clock clock;
  private final ThreadPoolExecutor thread;
  private final Counter compared;

  Shadow(
      TenantTransaction transaction,
      Lineups lineups,
      Retriever retriever,
      ShadowProperties properties,
      MeterRegistry meters,
      Clock clock) {
    this.transaction = transaction;
    this.lineups = lineups;
    this.retriever = retriever;
    this.properties = properties;
    this.clock = clock;
    this.compared = meters.counter("longshore.shadow", "question", "compared");
    Counter dropped = meters.counter("longshore.shadow", "question", "dropped");
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(properties.waiting()),
            Thread.ofPlatform().daemon().name("shadow").factory(),
            (task, executor) -> dropped.increment());
  }

  /** Takes it when there is room for it; never waits. */
  void offer(Question answered) {
    boolean chosen = Math.floorMod(answered.id().hashCode(), SHARES) < properties.share() * SHARES;
    if (chosen && answered.scope().collections().size() == 1 && answered.degraded().isEmpty()) {
      thread.execute(() -> run(answered));
    }
  }

  private void run(Question answered) {
    try {
      compare(answered);
    } catch (DataAccessException | TransactionException | ModelUnavailable e) {
      log.info("a question is not compared: {}", e.getMessage());
    }
  }

  private void compare(Question answered) {
    CollectionId collection = answered.scope().collections().getFirst();
    Optional<Generation> candidate =
        transaction.read(answered.principal(), jdbc -> lineups.complete(jdbc, collection));
    if (candidate.isEmpty()) {
      return;
    }
    Optional<Question> found = retriever.findIn(candidate.get(), answered);
    if (found.isEmpty() || !found.get().degraded().isEmpty()) {
      return;
    }
    Question shadow = found.get();
    var likeness = Likeness.of(places(answered), places(shadow));
    boolean isKept =
        transaction.call(
            answered.principal(),
            jdbc -> {
              lineups.share(jdbc, collection, candidate.get());
              return ComparisonRepository.add(
                  jdbc,
                  collection,
                  candidate.get().no(),
                  answered.id(),
                  clock.instant(),
                  likeness,
                  new Millis(millis(answered), millis(shadow)),
                  properties.questions());
            });
    if (isKept) {
      compared.increment();
    }
  }

  private static List<Span> places(Question question) {
    return Objects.requireNonNull(question.retrieved()).passages().stream()
        .map(Passage::span)
        .toList();
  }

  private static long millis(Question question) {
    return question.timings().getOrDefault(Rooms.EMBEDDER + ".sql", 0L);
  }

  /** What was taken is still asked; what comes now is dropped. */
  @Override
  public void close() {
    thread.close();
  }
}
