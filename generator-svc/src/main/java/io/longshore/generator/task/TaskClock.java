package io.longshore.generator.task;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when tasks are claimed, renewed and swept. Renewals have a thread of their own. */
final class TaskClock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TaskClock.class);
  private static final Duration SWEEP = Duration.ofMinutes(1);

  /** After the deadline, for tasks that end late. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final Tasks tasks;
  private final Vouching vouching;
  private final Cancellations cancellations;
  private final SweepRepository sweeps;
  private final ExecutorService workers;
  private final TaskProperties properties;
  private final ScheduledExecutorService renewals = scheduler("task-renewals");
  private final ScheduledExecutorService claims = scheduler("task-claims");

  /**
   * @param workers that run the tasks; closed with this
   */
  TaskClock(
      Tasks tasks,
      Vouching vouching,
      Cancellations cancellations,
      SweepRepository sweeps,
      ExecutorService workers,
      TaskProperties properties) {
    this.tasks = tasks;
    this.vouching = vouching;
    this.cancellations = cancellations;
    this.sweeps = sweeps;
    this.workers = workers;
    this.properties = properties;
  }

  void start() {
    every(properties.renewal(), renewals, tasks::renew);
    every(
        properties.poll(),
        claims,
        () -> {
          vouching.vouch();
          tasks.claim();
        });
    every(SWEEP, claims, this::sweep);
  }

  private void sweep() {
    cancellations.sweep();
    sweeps.end(GRACE);
    sweeps.forget(properties.kept());
  }

  /** A task waits: it is claimed at once. */
  void wake() {
    claims.execute(guarded(tasks::claim));
  }

  /** Lets running tasks end for a while; what does not is left to other instances. */
  @Override
  public void close() {
    claims.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(properties.stop().toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("Running tasks are left to other instances");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    renewals.shutdownNow();
    tasks.release();
  }

  private static void every(Duration period, ScheduledExecutorService on, Runnable work) {
    var _ =
        on.scheduleWithFixedDelay(
            guarded(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A schedule ends with the first exception, whatever it is. */
  private static Runnable guarded(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (RuntimeException e) {
        log.warn("{}", e.toString());
      }
    };
  }

  private static ScheduledExecutorService scheduler(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }
}
