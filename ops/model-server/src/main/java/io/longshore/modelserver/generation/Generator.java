package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Capabilities;
import io.longshore.modelserver.engine.Engine;
import io.longshore.modelserver.engine.EngineFailure;
import io.longshore.modelserver.engine.Logits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves many requests with one engine, which belongs to this one's thread: all that run get a
 * token a step (continuous batching), prompts are read in pieces between them, and keys of a
 * prompt's beginning are computed once.
 */
public final class Generator implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Generator.class);
  private static final Duration STOP_BOUND = Duration.ofSeconds(10);

  private final Engine engine;
  private final Capabilities capabilities;
  private final GenerationLimits limits;
  private final Requests requests;
  private final KeptKeys keys;
  private final WaitingLine line;
  private final Pace pace;
  private final Batch batch = new Batch();
  private final List<Job> running = new ArrayList<>();
  private final AtomicLong steps = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;

  /** Takes the engine over; it must have the limits' sequences and rows. */
  public Generator(Engine engine, GenerationLimits limits) {
    this.engine = engine;
    this.limits = limits;
    capabilities = engine.capabilities();
    requests = new Requests(engine, new Vocabulary(engine));
    keys = new KeptKeys(engine, limits.leases());
    line = new WaitingLine(limits.waiting());
    pace = new Pace(limits.threads(), Machine::idleCores, System::nanoTime);
    thread = Thread.ofPlatform().name("generation").start(this::work);
  }

  public Capabilities capabilities() {
    return capabilities;
  }

  /** Steps since it began; every running text got at most one token in each. */
  public long steps() {
    return steps.get();
  }

  /**
   * The text comes piece by piece. Throws {@link RequestRefused}, {@link
   * io.longshore.modelserver.packing.QueueFull} and {@link EngineEnded}.
   */
  public Ticket write(WriteRequest request, Listener<Written> listener) {
    return add(request.first(), requests.write(request, listener));
  }

  /** As {@link #write}, for likelihoods, which come once. */
  public Ticket score(ScoreRequest request, Listener<Scores> listener) {
    return add(request.first(), requests.score(request, listener));
  }

  private Ticket add(boolean first, Waiting.Opening opening) {
    var ticket = new Ticket(first, line::wake);
    line.add(new Waiting(ticket, opening));
    return ticket;
  }

  private void work() {
    try {
      while (!closing) {
        dropCancelled();
        admit();
        if (running.isEmpty()) {
          line.await();
        } else {
          step();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      List<Waiting> left = line.close();
      running.forEach(job -> quietly(() -> job.course.failed(new EngineEnded())));
      left.forEach(waiting -> quietly(() -> waiting.opening().failed(new EngineEnded())));
      engine.close();
    }
  }

  private void dropCancelled() {
    for (Waiting waiting : line.takeCancelled()) {
      quietly(waiting.opening()::cancelled);
    }
    for (Job job : List.copyOf(running)) {
      if (job.ticket.isCancelled()) {
        alone(
            job,
            () -> {
              end(job);
              job.course.cancelled();
            });
      }
    }
  }

  private void admit() {
    while (running.size() < limits.running()) {
      long others = running.stream().filter(job -> !job.ticket.isFirst()).count();
      Optional<Waiting> next = line.next(others >= limits.runningOthers());
      if (next.isEmpty()) {
        return;
      }
      Waiting waiting = next.get();
      try {
        Optional<Job> job = waiting.begin(keys);
        if (job.isEmpty()) {
          return; // those that run need the cells
        }
        running.add(job.get());
      } catch (RequestRefused e) {
        quietly(() -> waiting.opening().failed(e));
      } catch (RuntimeException e) {
        log.warn("A request could not begin", e);
        quietly(() -> waiting.opening().failed(e));
      }
      line.remove(waiting);
    }
  }

  private void step() {
    int threads = pace.threads();
    int read;
    try {
      read = Step.fill(batch, running, keys, pace);
    } catch (Job.Failed e) {
      fail(e.job, e.why);
      return;
    }
    long begun = System.nanoTime();
    long patience = capabilities.canShift() ? pace.patience(batch.size()) : Long.MAX_VALUE;
    Logits logits;
    try {
      engine.threads(Math.max(1, threads / 2), threads);
      logits =
          engine.decode(
              batch, () -> closing || nobodyWaits() || System.nanoTime() - begun > patience);
    } catch (EngineFailure.Stopped e) {
      if (System.nanoTime() - begun > patience) {
        pace.fewer();
        log.debug("A step of {} tokens with {} threads was given up", batch.size(), threads);
      }
      return;
    } catch (RuntimeException e) {
      List.copyOf(running).stream().filter(Job::isIn).forEach(job -> fail(job, e));
      return;
    }
    steps.incrementAndGet();
    pace.took(read, System.nanoTime() - begun);
    for (Job job : List.copyOf(running)) {
      alone(
          job,
          () -> {
            if (job.took(logits, keys)) {
              end(job);
            }
          });
    }
  }

  /** One that fails must not take the others with it. */
  private void alone(Job job, Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      fail(job, e);
    }
  }

  private void fail(Job job, RuntimeException why) {
    log.warn("A request failed", why);
    running.remove(job);
    quietly(() -> keys.forget(job.lease));
    quietly(() -> job.course.failed(why));
  }

  /** The last that is done for a request. */
  private static void quietly(Runnable last) {
    try {
      last.run();
    } catch (RuntimeException e) {
      log.warn("A request did not end well", e);
    }
  }

  /** Asked about a thousand times a step. */
  private boolean nobodyWaits() {
    for (int k = 0; k < running.size(); k++) {
      Job job = running.get(k);
      if (job.isIn() && !job.ticket.isCancelled()) {
        return false;
      }
    }
    return true;
  }

  private void end(Job job) {
    running.remove(job);
    keys.end(job.lease);
  }

  /** Ends what runs and closes the engine. */
  @Override
  public void close() {
    closing = true;
    line.wake();
    try {
      if (!thread.join(STOP_BOUND)) {
        log.warn("The engine did not stop within {}", STOP_BOUND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
