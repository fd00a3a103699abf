package io.longshore.gateway.library;

import io.longshore.contracts.Topics;
import io.longshore.gateway.library.OutboxRepository.Due;
import io.longshore.runtime.stream.Poison;
import io.longshore.runtime.stream.SendFailed;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

  /** For how long a row is nobody else's while it is being sent; more than a send can take. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final TenantTransaction transactions;
  private final OutboxRepository rows;
  private final DocumentRepository documents;
  private final Sender sender;
  private final OutboxProperties properties;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private volatile boolean running;
  private volatile Thread thread = Thread.currentThread();

  Outbox(
      TenantTransaction transactions,
      OutboxRepository rows,
      DocumentRepository documents,
      Sender sender,
      OutboxProperties properties,
      Clock clock) {
    this.transactions = transactions;
    this.rows = rows;
    this.documents = documents;
    this.sender = sender;
    this.properties = properties;
    this.clock = clock;
  }

  /** Something was just committed: look now. */
  void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("outbox").start(this::work);
  }

  @Override
  public void stop() {
    running = false;
    wake();
    try {
      thread.join(LEASE);
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
      } catch (RuntimeException e) { // the clock must not stop: the next round tries again
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
   * @return whether there may be more
   */
  private boolean drain() {
    var due =
        transactions.system(jdbc ->
            rows.claim(jdbc, properties.batch(), properties.inFlight(), LEASE, clock.instant()));
    due.forEach(this::send);
    return due.size() == properties.batch();
  }

  private void send(Due due) {
    var record = due.record();
    if (!due.deletion() && due.attempts() > properties.attempts()) {
      fail(
          due,
          "silent",
          "Tried %d times. When the cause is gone, hand the document in again."
              .formatted(properties.attempts()));
      return;
    }
    if (!due.deletion()) {
      change(due, Tracking::sentAgain);
    }
    try {
      sender.send(Topics.DOCUMENTS_SUBMITTED, record.document().toString(), record);
      var next = due.deletion() ? properties.backoffMax() : properties.silence();
      transactions.system(jdbc -> rows.sent(jdbc, due, clock.instant().plus(next)));
      log.info(
          "document sent documentId={} version={} deletion={} attempt={}",
          record.document(),
          record.version(),
          due.deletion(),
          due.attempts());
    } catch (SendFailed e) {
      log.warn("document not sent documentId={}: {}", record.document(), e.getMessage());
      transactions.system(
          jdbc -> rows.giveBack(jdbc, due, clock.instant().plus(properties.backoff())));
    } catch (Poison e) {
      fail(due, e.code(), "Hand it in with less metadata.");
    }
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
            documents
                .lock(jdbc, id, version)
                .filter(before -> !change.apply(before).equals(before))
                .ifPresent(before ->
                    documents.track(jdbc, id, version, change.apply(before), clock.instant())));
  }
}
