package io.longshore.runtime.working;

import io.longshore.contracts.Progress;
import io.longshore.contracts.SignOfLife;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is in the hands of this process, from a thread of its own: work never waits for it. */
final class SignsOfLife implements Working, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SignsOfLife.class);

  private final String room;
  private final Sender sender;
  private final Duration every;
  private final Clock clock;
  private final Map<Object, InHand> inHand = new ConcurrentHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private volatile boolean running = true;

  SignsOfLife(String room, Sender sender, Duration every, Clock clock) {
    this.room = room;
    this.sender = sender;
    this.every = every;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("signs-of-life").daemon().start(this::work);
  }

  @Override
  public Hold begin(Question question) {
    Object key = new Object();
    hold(key, new QuestionHead(question.id(), question.principal(), question.deadline()), "");
    return () -> release(key);
  }

  /**
   * @param key to {@link #release} it by
   * @param partitions that wait for the same hands, as {@link SignOfLife#PARTITIONS} has them
   */
  void hold(Object key, QuestionHead question, String partitions) {
    inHand.put(key, new InHand(question, partitions));
    news.release();
  }

  void release(Object key) {
    inHand.remove(key);
  }

  int size() {
    return inHand.size();
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
  }

  private void work() {
    try {
      while (running) {
        long next = every.toNanos();
        for (var entry : inHand.entrySet()) {
          next = Math.min(next, sayWhenDue(entry.getKey(), entry.getValue()));
        }
        if (inHand.isEmpty()) {
          news.acquire();
        } else {
          var _ = news.tryAcquire(next, TimeUnit.NANOSECONDS);
        }
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the end
    }
  }

  /** Nanoseconds until it is due again. */
  private long sayWhenDue(Object key, InHand hold) {
    long now = System.nanoTime();
    long left = hold.said ? hold.saidAt + every.toNanos() - now : 0;
    if (left > 0) {
      return left;
    }
    if (!clock.instant().isBefore(hold.question.deadline())) {
      inHand.remove(key, hold);
      return every.toNanos();
    }
    hold.said = true;
    hold.saidAt = now;
    say(hold);
    return every.toNanos();
  }

  private void say(InHand hold) {
    var id = hold.question.id();
    var sign = Progress.working(room, hold.question.principal(), id);
    Map<String, String> headers =
        hold.partitions.isEmpty() ? Map.of() : Map.of(SignOfLife.PARTITIONS, hold.partitions);
    try {
      var _ =
          sender
              .sendAsync(Topics.PROGRESS, id.toString(), sign, headers)
              .whenComplete((sent, error) -> {
                if (error != null) {
                  log.debug("no sign of life for {}", id, error);
                }
              });
    } catch (RuntimeException e) { // whatever it is, the next one comes soon and the work goes on
      log.debug("no sign of life for {}", id, e);
    }
  }

  /** When it was said last is the affair of one thread. */
  private static final class InHand {
    private final QuestionHead question;
    private final String partitions;
    private boolean said;
    private long saidAt;

    InHand(QuestionHead question, String partitions) {
      this.question = question;
      this.partitions = partitions;
    }
  }
}
