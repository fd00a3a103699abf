package io.longshore.generator.task;

import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One instance's tasks: what it begins stays in its hands until {@link #workOn} is called. */
final class Instance implements Work, Sender {
  final Tasks tasks;
  final Vouching vouching;
  final Cancellations cancellations = new Cancellations(100, Clock.systemUTC());
  final AtomicLong nanos = new AtomicLong();

  /** Attempts that were made, as {@code <question> <attempt>}. */
  final List<String> ran = new ArrayList<>();

  final List<String> givenUp = new ArrayList<>();
  final List<QuestionId> vouchedFor = new ArrayList<>();
  final List<QuestionId> inHand = new ArrayList<>();
  Consumer<Run> work = Run::goOn;
  private final Queue<Runnable> begun = new ArrayDeque<>();

  Instance(TenantTransaction transactions, String holder, TaskProperties properties) {
    var here = new Holder(holder, properties.lease());
    var queue = new QueueRepository(transactions, here);
    this.tasks =
        new Tasks(
            queue,
            new TaskRepository(transactions, new Json(), here),
            cancellations,
            this,
            question -> {
              inHand.add(question.id());
              return () -> inHand.remove(question.id());
            },
            properties,
            begun::add,
            nanos::get);
    vouching = new Vouching(queue, tasks::isRunning, this);
  }

  /** How many tasks are begun and not worked on. */
  int begun() {
    return begun.size();
  }

  /** Works on what is begun, and on what that begins. */
  void workOn() {
    for (Runnable next = begun.poll(); next != null; next = begun.poll()) {
      next.run();
    }
  }

  @Override
  public void run(Run run) {
    work.accept(run);
    ran.add(run.question().id() + " " + run.attempt());
  }

  @Override
  public void giveUp(Run run) {
    run.checkHeld();
    givenUp.add(run.question().id() + " " + run.attempt());
  }

  @Override
  public void send(String topic, String key, Object record) {
    throw new AssertionError("tasks wait for nothing that they send");
  }

  @Override
  public CompletableFuture<Void> sendAsync(String topic, String key, Object record) {
    if (record instanceof Progress progress && progress.question() != null) {
      vouchedFor.add(progress.question());
    }
    return CompletableFuture.completedFuture(null);
  }
}
