package io.longshore.generator.task;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.question.Question;
import io.longshore.generator.task.TaskRepository.Content;
import io.longshore.runtime.timing.Timings;
import io.longshore.runtime.working.Working;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of this instance: takes questions on, claims what waits or what a dead instance held,
 * renews leases. Nothing here waits or sleeps; {@link TaskClock} says when.
 */
public final class Tasks {
  private static final Logger log = LoggerFactory.getLogger(Tasks.class);

  /** In the timings of a question that no worker was free for: until one began. */
  public static final String QUEUE = Rooms.GENERATOR + ".queue";

  private final QueueRepository queue;
  private final TaskRepository repository;
  private final Slots slots;
  private final Cancellations cancellations;
  private final Attempts attempts;
  private final Working working;
  private final TaskProperties properties;
  private final Executor workers;
  private final LongSupplier nanoClock;

  private final Map<QuestionId, Run> running = new ConcurrentHashMap<>();

  /** Whether some may wait in the table; looked at when a worker becomes free. */
  private volatile boolean waiting = true;

  /**
   * @param workers run each task at once, on a thread of its own; there are never more than {@code
   *     slots} and the cancelled ones
   */
  Tasks(
      QueueRepository queue,
      TaskRepository repository,
      Cancellations cancellations,
      Work work,
      Working working,
      TaskProperties properties,
      Executor workers,
      LongSupplier nanoClock) {
    this.queue = queue;
    this.repository = repository;
    this.slots = new Slots(properties.workers(), properties.keptForShort());
    this.cancellations = cancellations;
    this.attempts = new Attempts(repository, work, properties.attempts());
    this.working = working;
    this.properties = properties;
    this.workers = workers;
    this.nanoClock = nanoClock;
  }

  /**
   * Takes the question on: begins at once when a worker is free, else leaves it to whoever is
   * first. A second copy of a question changes nothing.
   *
   * @throws TasksUnavailable when that can't be written down
   */
  public void take(Question question) {
    Timings timings = Timings.start(Rooms.GENERATOR);
    Lane lane = Lane.of(question, properties.longFrom());
    boolean begin = slots.tryTake(lane);
    boolean begun = false;
    try {
      long until = leaseFromNow();
      OptionalInt attempt = timings.sql(() -> repository.take(question, lane, begin));
      if (attempt.isEmpty()) {
        log.atInfo().addKeyValue("questionId", question.id()).log("Taken on before");
      } else if (begin) {
        begun = true;
        start(run(question, attempt.getAsInt(), null, timings, until), lane);
      } else {
        waiting = true;
      }
    } finally {
      if (begin && !begun) {
        slots.release(lane);
      }
    }
  }

  /** An attempt that no other instance knows of, for a question that could not be taken on. */
  public Run unguarded(Question question) {
    return run(question, 1, null, Timings.start(Rooms.GENERATOR), Long.MAX_VALUE / 2 + now());
  }

  /** Claims tasks while workers are free. */
  void claim() {
    waiting = false;
    for (Lane lane : Lane.values()) {
      boolean free = slots.tryTake(lane);
      while (free && claimed(lane)) {
        free = slots.tryTake(lane);
      }
      if (!free) {
        waiting = true; // perhaps: nobody has looked
      }
    }
  }

  private boolean claimed(Lane lane) {
    boolean begun = false;
    try {
      long until = leaseFromNow();
      Optional<Task> task = queue.claim(lane);
      if (task.isPresent()) {
        waiting = true;
        begun = begin(task.get(), until, lane);
      }
      return begun;
    } finally {
      if (!begun) {
        slots.release(lane);
      }
    }
  }

  /**
   * @param lane of the worker that was taken; null when none is needed
   */
  private boolean begin(Task task, long until, @Nullable Lane lane) {
    Timings timings = Timings.start(Rooms.GENERATOR);
    Optional<Content> content = timings.sql(() -> repository.content(task));
    if (content.isEmpty()) {
      log.atError().addKeyValue("questionId", task.question()).log("A task without content");
      return false;
    }
    Question question =
        content.get().question().withTimings(Map.of(QUEUE, content.get().age().toMillis()));
    start(run(question, task.attempt(), content.get().checkpoint(), timings, until), lane);
    return true;
  }

  private Run run(
      Question question, int attempt, @Nullable String checkpoint, Timings timings, long until) {
    return new Run(
        question,
        attempt,
        checkpoint,
        timings,
        () -> cancellations.contains(question),
        nanoClock,
        until);
  }

  private void start(Run run, @Nullable Lane lane) {
    running.put(run.question().id(), run);
    Working.Hold hold = working.begin(run.question());
    workers.execute(() -> {
      try {
        attempts.make(run);
      } finally {
        hold.close();
        running.remove(run.question().id(), run);
        if (lane != null) {
          slots.release(lane);
        }
      }
      if (waiting) {
        quietly(this::claim);
      }
    });
  }

  /** Renews the leases of what runs, writes checkpoints, ends what could not be ended before. */
  void renew() {
    attempts.end();
    List<Run> runs = List.copyOf(running.values());
    if (runs.isEmpty()) {
      return;
    }
    long until = leaseFromNow();
    Set<QuestionId> renewed = queue.renew(runs);
    for (Run run : runs) {
      if (renewed.contains(run.question().id())) {
        run.hold(until);
        run.unsaved().ifPresent(text -> save(run, text));
      } else {
        run.lose();
      }
    }
  }

  private void save(Run run, String checkpoint) {
    if (checkpoint.getBytes(StandardCharsets.UTF_8).length <= properties.checkpointBytes()) {
      repository.save(run, checkpoint);
    }
  }

  /** Hears that nobody waits any more; what no worker has begun yet ends at once. */
  void cancel(Cancelled cancelled) {
    if (!cancellations.add(cancelled) || running.containsKey(cancelled.question())) {
      return; // a run looks there itself
    }
    quietly(() -> {
      long until = leaseFromNow();
      queue
          .claimWaiting(cancelled.principal().tenant(), cancelled.question())
          .ifPresent(task -> begin(task, until, null));
    });
  }

  /** Whether it runs here. */
  boolean isRunning(QuestionId question) {
    return running.containsKey(question);
  }

  /** Stops what still runs and leaves it to other instances. */
  void release() {
    running.values().forEach(Run::lose);
    quietly(queue::release);
  }

  private static void quietly(Runnable work) {
    try {
      work.run();
    } catch (TasksUnavailable e) { // comes back, and then the clock tries again
      log.warn("{}", e.getMessage());
    }
  }

  private long leaseFromNow() {
    return now() + properties.lease().toNanos();
  }

  private long now() {
    return nanoClock.getAsLong();
  }
}
