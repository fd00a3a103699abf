package io.longshore.gateway.stream;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one answer for one request. Events are heard on the tail's thread and read on the
 * request's; all counting is done by the latter.
 */
public final class AnswerReader implements AutoCloseable {
  private final Principal principal;
  private final QuestionId question;
  private final Instant deadline;
  private final int after;
  private final StreamProperties properties;
  private final Clock clock;
  private final Consumer<AnswerEvent> overdue;
  private final Consumer<AnswerReader> onClose;
  private final AnswerLog log;

  /** Empty means that no more will be heard here. */
  private final BlockingQueue<Optional<HeardEvent>> heard;

  private final Queue<NumberedEvent> told = new ArrayDeque<>();
  private long lastOffset = -1;
  private boolean overdueSaid;
  private @Nullable NumberedEvent last;
  private volatile boolean cut;

  /**
   * @param after ordinal that the client has already
   * @param overdue says to all gateways that the deadline passed
   */
  AnswerReader(
      Principal principal,
      QuestionId question,
      Instant deadline,
      int after,
      StreamProperties properties,
      Clock clock,
      Consumer<AnswerEvent> overdue,
      Consumer<AnswerReader> onClose) {
    this.principal = principal;
    this.question = question;
    this.deadline = deadline;
    this.after = after;
    this.properties = properties;
    this.clock = clock;
    this.overdue = overdue;
    this.onClose = onClose;
    this.log = new AnswerLog(properties.events());
    this.heard = new ArrayBlockingQueue<>(properties.queue());
    tell(AnswerLog.OPENING);
  }

  Principal principal() {
    return principal;
  }

  QuestionId question() {
    return question;
  }

  /**
   * The next event; empty when none came in that time, or when there will be none: then {@link
   * #isOver} says so. After the deadline and a grace it is a failure, whatever happens.
   */
  public Optional<NumberedEvent> next(Duration wait) throws InterruptedException {
    var until = clock.instant().plus(wait);
    while (told.isEmpty() && !isOver()) {
      var waiting = heard.poll();
      if (waiting != null) { // also after the deadline: a slow client's answer may be complete
        waiting.ifPresent(this::take);
        continue;
      }
      var now = clock.instant();
      var limit = deadline.plus(properties.grace().multipliedBy(overdueSaid ? 3 : 1));
      if (!now.isBefore(limit)) {
        sayOverdue();
      } else if (!now.isBefore(until)) {
        return Optional.empty();
      } else {
        var nearest = until.isBefore(limit) ? until : limit;
        var item = heard.poll(Duration.between(now, nearest).toNanos(), TimeUnit.NANOSECONDS);
        if (item != null) {
          item.ifPresent(this::take);
        }
      }
    }
    return Optional.ofNullable(told.poll());
  }

  /** Whether nothing comes any more: it ended, or this reader was cut off and can be resumed. */
  public boolean isOver() {
    return told.isEmpty() && (log.ended() || (cut && heard.isEmpty()));
  }

  /** The last event of the answer, once it was heard. */
  public Optional<AnswerEvent> ending() {
    return log.ended() ? Optional.of(log.accepted().getLast()) : Optional.empty();
  }

  /** The ordinal of the answer's last event, once it was heard. */
  public int lastOrdinal() {
    return Objects.requireNonNull(last, "nothing heard").ordinal();
  }

  /** What was accepted of the topic, for the row. */
  List<AnswerEvent> accepted() {
    return log.accepted();
  }

  /** On the tail's thread. */
  void hear(HeardEvent event) {
    if (!cut && !heard.offer(Optional.of(event))) {
      cut = true;
    }
  }

  /** On any thread: no more is heard here. */
  void end() {
    cut = true;
    boolean woken = heard.offer(Optional.empty());
    assert woken || !heard.isEmpty();
  }

  /** What came before this reader listened; on the request's thread, before the first read. */
  void catchUp(List<HeardEvent> earlier) {
    earlier.forEach(this::take);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }

  private void take(HeardEvent event) {
    if (event.offset() > lastOffset) {
      lastOffset = event.offset();
      log.accept(event.event()).forEach(this::tell);
    }
  }

  private void tell(NumberedEvent event) {
    last = event;
    if (event.ordinal() > after) {
      told.add(event);
    }
  }

  /** First to all gateways, so that all count alike; if not even that comes back, only here. */
  private void sayOverdue() {
    var failed = AnswerEvent.failed(question, principal, log.attempt(), deadlinePassed());
    if (overdueSaid) {
      log.accept(failed).forEach(this::tell);
    } else {
      overdueSaid = true;
      overdue.accept(failed);
    }
  }

  static Failed deadlinePassed() {
    return new Failed(
        "deadline", "No answer in time. Ask again, or for less.", List.of(), List.of());
  }
}
