package io.longshore.gateway.library;

import io.longshore.contracts.Topics;
import io.longshore.gateway.library.OutboxRepository.Due;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one retry clock for documents: sends what was committed, sends again what waited or fell
 * silent, and gives up what was tried too often. Several gateways share the work.
 */
@Component
final class Outbox implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Outbox.class);

  private final TenantTransaction transactions;
  private final OutboxRepository rows;
  private final VersionRepository versions;
  private final Sender sender;
  private final OutboxProperties properties;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean running;
  private @Nullable Thread thread;

  Outbox(
      TenantTransaction transactions,
      OutboxRepository rows,
      VersionRepository versions,
      Sender sender,
      OutboxProperties properties,
      Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.versions = versions;
    this.sender = sender;
    this.properties = properties;
    this.clock = clock;
  }

  /** On its way to the broker. */
  private record Sending(Due due, CompletableFuture<Void> sent) {}

  /** Something was just committed: look now. */
  void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  @Override
  public synchronized void start() {
    running = true;
    thread = Thread.ofVirtual().name("outbox").start(this::work);
  }

  @Override
  public synchronized void stop() {
    running = false;
    wake();
    try {
      if (thread != null && !thread.join(properties.stop())) {
        thread.interrupt(); // what it holds comes free when its lease ends
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void work() {
    while (running) {
      try {
        if (!drain()) {
          boolean woken = wake.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
          log.trace("outbox looks again, woken: {}", woken);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) { // the clock must not stop: the next round tries again
        log.warn("outbox could not be read: {}", e.toString());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(properties.backoff());
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /**
   * Sends all that was claimed before it waits for the first acknowledgement, so that the lease
   * need not outlast them one by one.
   *
   * @return whether there may be more
   */
  private boolean drain() {
    var due = transactions.system(jdbc -> rows.claim(jdbc, properties, clock.instant()));
    List<Sending> all = new ArrayList<>();
    boolean reachable = true;
    for (var one : due) {
      if (!one.deletion() && one.attempts() > properties.attempts()) {
        fail(
            one,
            "silent",
            "Tried %d times. When the cause is gone, hand the document in again."
                .formatted(properties.attempts()));
      } else if (reachable) {
        var sent = send(one);
        all.add(new Sending(one, sent));
        reachable = !sent.isCompletedExceptionally(); // else each would wait for the broker anew
      } else {
        giveBack(one);
      }
    }
    all.forEach(this::finish);
    return due.size() == properties.batch();
  }

  private CompletableFuture<Void> send(Due due) {
    if (!due.deletion()) {
      change(due, Tracking::sentAgain);
    }
    var record = due.record();
    try {
      return sender.sendAsync(Topics.DOCUMENTS_SUBMITTED, record.document().toString(), record);
    } catch (Poison e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void finish(Sending sending) {
    var due = sending.due();
    var record = due.record();
    try {
      sending.sent().join();
      transactions.system(jdbc -> rows.sent(jdbc, due, clock.instant().plus(pause(due))));
      log.info(
          "document sent documentId={} version={} action={} attempt={}",
          record.document(),
          record.version(),
          record.action(),
          due.attempts());
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Poison poison when due.deletion() -> keep(due, poison);
        case Poison poison -> fail(due, poison.code(), "Hand it in with less metadata.");
        case SendFailed failed -> {
          log.warn("document not sent documentId={}: {}", record.document(), failed.getMessage());
          giveBack(due);
        }
        case null, default -> throw e;
      }
    }
  }

  /** For how long it may stay unanswered. */
  private Duration pause(Due due) {
    if (due.isDescription()) {
      return properties.backoff(due.attempts());
    }
    return due.deletion() ? properties.backoffMax() : properties.silence();
  }

  private void giveBack(Due due) {
    transactions.system(
        jdbc -> rows.giveBack(jdbc, due, clock.instant().plus(properties.backoff())));
  }

  /** A deletion or a description is never given up, not even one that can't be sent. */
  private void keep(Due due, Poison poison) {
    log.error(
        "{} can't be sent documentId={} code={}: {}",
        due.isDescription() ? "description" : "deletion",
        due.record().document(),
        poison.code(),
        poison.getMessage());
    transactions.system(
        jdbc -> rows.sent(jdbc, due, clock.instant().plus(properties.backoffMax())));
  }

  /** What it waited for, if anything, stays the reason. */
  private void fail(Due due, String otherwise, String advice) {
    change(due, before -> before.failed(before.code() == null ? otherwise : before.code(), advice));
    transactions.system(jdbc -> rows.done(jdbc, due.record().document(), due.record().version()));
    log.info(
        "document given up documentId={} version={}",
        due.record().document(),
        due.record().version());
  }

  private void change(Due due, UnaryOperator<Tracking> change) {
    var id = due.record().document();
    int version = due.record().version();
    transactions.run(
        due.tenant(),
        jdbc ->
            versions
                .lock(jdbc, id, version)
                .filter(before -> !change.apply(before).equals(before))
                .ifPresent(before ->
                    versions.track(jdbc, id, version, change.apply(before), clock.instant())));
  }
}
