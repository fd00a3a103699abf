package io.longshore.gateway.stream;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.springframework.stereotype.Component;

/**
 * Answers that ended while nobody read them here. Another gateway keeps most of them; what it did
 * not keep after a moment, this one does.
 */
@Component
final class UnreadEndings {
  /** What does not fit is found by its deadline. */
  private static final int MAX = 10_000;

  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final ArrayBlockingQueue<Ending> endings = new ArrayBlockingQueue<>(MAX);
  private final Clock clock;

  UnreadEndings(Clock clock) {
    this.clock = clock;
  }

  record Ending(Principal principal, QuestionId question, Instant seen) {}

  boolean add(AnswerEvent last) {
    return endings.offer(new Ending(last.principal(), last.question(), clock.instant()));
  }

  /** Takes those that a moment has passed for. */
  List<Ending> take() {
    var due = clock.instant().minus(MOMENT);
    var taken = new ArrayList<Ending>();
    for (var next = endings.peek(); next != null && next.seen().isBefore(due); ) {
      taken.add(next);
      endings.remove(next);
      next = endings.peek();
    }
    return taken;
  }
}
