package io.longshore.generator.task;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.Cancelled;
import io.longshore.contracts.question.Question;
import java.time.Clock;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers that nobody waits for any more. A cancellation may be heard before its question, so it is
 * remembered until the question's deadline. Thread-safe.
 */
public final class Cancellations {
  private final Map<QuestionId, Cancelled> heard = new LinkedHashMap<>();
  private final int most;
  private final Clock clock;

  Cancellations(int most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  /**
   * Remembers it; the oldest goes where there are too many.
   *
   * @return whether it can still matter
   */
  synchronized boolean add(Cancelled cancelled) {
    if (isPast(cancelled)) {
      return false;
    }
    heard.put(cancelled.question(), cancelled);
    if (heard.size() > most) {
      Iterator<Cancelled> oldest = heard.values().iterator();
      oldest.next();
      oldest.remove();
    }
    return true;
  }

  /** Whether the answer to this is cancelled, by its own tenant. */
  public synchronized boolean contains(Question question) {
    Cancelled cancelled = heard.get(question.id());
    return cancelled != null && cancelled.principal().tenant() == question.principal().tenant();
  }

  /** How many are remembered. */
  public synchronized int size() {
    return heard.size();
  }

  /** Forgets those whose deadline has passed. */
  synchronized void sweep() {
    heard.values().removeIf(this::isPast);
  }

  private boolean isPast(Cancelled cancelled) {
    return !clock.instant().isBefore(cancelled.deadline());
  }
}
