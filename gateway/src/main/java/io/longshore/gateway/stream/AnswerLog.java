package io.longshore.gateway.stream;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Failed;
import io.longshore.gateway.stream.NumberedEvent.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the events of one question. A pure function of the records of the topic in their order:
 * the live tail, a replay of the topic and a replay of the stored events give the same ordinals.
 *
 * <p>Ordinal 1 is {@code STARTED}, there before anything was heard. The first {@code STARTED} that
 * is heard only confirms it; a further one, or a higher attempt than was heard before, is {@code
 * RESTARTED}. What a lower attempt still says is dropped, and so is everything after the first last
 * event.
 */
final class AnswerLog {
  static final NumberedEvent OPENING = new NumberedEvent(1, Kind.STARTED, null);

  private final int eventsMax;
  private final List<AnswerEvent> accepted = new ArrayList<>();
  private int ordinal = OPENING.ordinal();
  private int attempt = 1;
  private boolean confirmed;
  private boolean ended;

  /**
   * @param eventsMax an answer of more events fails
   */
  AnswerLog(int eventsMax) {
    this.eventsMax = eventsMax;
  }

  /** Takes the next record; gives what a reader is told of it. */
  List<NumberedEvent> accept(AnswerEvent heard) {
    if (ended || heard.kind() == null || heard.attempt() < attempt) {
      return List.of();
    }
    var event = accepted.size() < eventsMax ? heard : tooLong(heard);
    ended = event.isLast();
    boolean started = event.kind() == AnswerEvent.Kind.STARTED;
    boolean anew = !accepted.isEmpty() && (event.attempt() > attempt || (started && confirmed));
    accepted.add(event);
    attempt = event.attempt();
    confirmed = started || (confirmed && !anew);
    var told = new ArrayList<NumberedEvent>();
    if (anew) {
      told.add(new NumberedEvent(++ordinal, Kind.RESTARTED, null));
    }
    if (!started) {
      told.add(new NumberedEvent(++ordinal, kind(event), event));
    }
    return List.copyOf(told);
  }

  /** What was accepted, to be stored. */
  List<AnswerEvent> accepted() {
    return List.copyOf(accepted);
  }

  /** The attempt that counts now. */
  int attempt() {
    return attempt;
  }

  boolean ended() {
    return ended;
  }

  private AnswerEvent tooLong(AnswerEvent event) {
    return AnswerEvent.failed(
        event.question(),
        event.principal(),
        event.attempt(),
        new Failed(
            "answer-too-long",
            "The answer has more than %d events. Ask for less at a time.".formatted(eventsMax),
            List.of(),
            List.of()));
  }

  private static Kind kind(AnswerEvent event) {
    return Kind.valueOf(String.valueOf(event.kind()));
  }
}
