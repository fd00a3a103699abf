package io.longshore.gateway.stream;

import io.longshore.contracts.answer.AnswerEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event of an answer as a reader sees it.
 *
 * @param ordinal within the question, from 1; the same on every gateway, live or replayed
 * @param event what was heard; null for {@code STARTED}, which every question has, and for {@code
 *     RESTARTED}
 */
public record NumberedEvent(int ordinal, Kind kind, @Nullable AnswerEvent event) {
  /** What a reader is told. */
  public enum Kind {
    STARTED,
    /** All that was said before is void: the answer begins anew. */
    RESTARTED,
    EVIDENCE,
    DELTA,
    CITATION,
    FINISHED,
    FAILED
  }

  /** Whether nothing comes after this event. */
  public boolean isLast() {
    return kind == Kind.FINISHED || kind == Kind.FAILED;
  }
}
