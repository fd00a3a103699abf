package io.longshore.modelserver.copying;

import org.jspecify.annotations.Nullable;

/**
 * One way to read the tokens that were written so far; there may be many, as long as the same words
 * stand at many places.
 *
 * @param start place where the span that goes on began
 * @param at bytes of it are read up to this place; in a literal, its bytes that are read
 * @param closed the spans before
 */
record Reading(Kind kind, int start, int at, @Nullable Closed closed) {
  enum Kind {
    /** Nothing yet, or a separator is complete; {@link #at} is 1 when a space was read since. */
    BEFORE,
    SPAN,
    SEPARATOR,
    REFUSAL
  }

  /**
   * A span that has ended.
   *
   * @param count spans up to this one
   */
  record Closed(@Nullable Closed before, int start, int end, int count) {}

  static final Reading NOTHING = new Reading(Kind.BEFORE, 0, 0, null);

  static Reading span(int start, @Nullable Closed closed) {
    return new Reading(Kind.SPAN, start, start + 1, closed);
  }

  int spansBefore() {
    return closed == null ? 0 : closed.count();
  }

  Reading on() {
    return new Reading(kind, start, at + 1, closed);
  }

  /** What decides how it can go on, whatever came before. */
  record Key(Kind kind, int at, int spansBefore) {}

  Key key() {
    return new Key(kind, at, spansBefore());
  }
}
