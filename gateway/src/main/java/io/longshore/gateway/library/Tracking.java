package io.longshore.gateway.library;

import static io.longshore.gateway.library.DocumentState.EMBEDDING;
import static io.longshore.gateway.library.DocumentState.FAILED;
import static io.longshore.gateway.library.DocumentState.PARSING;
import static io.longshore.gateway.library.DocumentState.QUEUED;
import static io.longshore.gateway.library.DocumentState.READY;
import static io.longshore.gateway.library.DocumentState.WAITING;

import io.longshore.contracts.Rooms;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way of one version, as a state machine: each method takes what was heard and returns what is
 * known then, the same object when it was old news. What comes late or twice never takes a version
 * back.
 *
 * @param done steps of {@code total}; both 0 where there is nothing to count
 * @param code why it waits or failed
 * @param message what to do about it
 * @param rateSince when {@code done} was {@code rateFrom}, to tell the time left
 */
record Tracking(
    DocumentState state,
    int done,
    int total,
    @Nullable String code,
    @Nullable String message,
    @Nullable Instant rateSince,
    int rateFrom) {

  /** Parsing is about this share of the work. */
  private static final double PARSING_SHARE = 0.1;

  static Tracking queued() {
    return new Tracking(QUEUED, 0, 0, null, null, null, 0);
  }

  /** What waited is on its way again. */
  Tracking sentAgain() {
    return state == WAITING ? queued() : this;
  }

  /** A room has it in its hands, or has done a step. */
  Tracking step(String room, int done, int total, Instant now) {
    var to = Rooms.INGEST.equals(room) ? PARSING : EMBEDDING;
    if (state.isLast() || (state == EMBEDDING && to == PARSING)) {
      return this;
    }
    if (state != to) {
      return new Tracking(to, done, total, null, null, now, done);
    }
    return total < this.total || done <= this.done ? this : counted(done, total, now);
  }

  /** It is text now, and {@code items} pieces of it follow. */
  Tracking parsed(int items, Instant now) {
    return state == QUEUED || state == PARSING
        ? new Tracking(EMBEDDING, 0, items, null, null, now, 0)
        : this;
  }

  /** All of it is searchable. Wins over a failure that was only suspected. */
  Tracking indexed() {
    return state == READY ? this : new Tracking(READY, done, total, null, null, null, 0);
  }

  Tracking waiting(String code, @Nullable String message) {
    return state.isLast() ? this : new Tracking(WAITING, done, total, code, message, null, 0);
  }

  Tracking failed(String code, @Nullable String message) {
    return state.isLast() ? this : new Tracking(FAILED, done, total, code, message, null, 0);
  }

  /** From 0 to 1. */
  double progress() {
    double share = total == 0 ? 0 : Math.min(1.0, (double) done / total);
    return switch (state) {
      case READY, DELETING, DELETED -> 1;
      case PARSING -> PARSING_SHARE * share;
      case EMBEDDING, WAITING, FAILED ->
          total == 0 ? 0 : PARSING_SHARE + (1 - PARSING_SHARE) * share;
      case QUEUED -> 0;
    };
  }

  /** Seconds until the last step at the rate so far; null when there is no rate yet. */
  @Nullable Long secondsLeft(Instant now) {
    if (rateSince == null || done <= rateFrom || total <= done) {
      return null;
    }
    double seconds = Duration.between(rateSince, now).toMillis() / 1000.0;
    return (long) Math.ceil(Math.max(0, seconds) / (done - rateFrom) * (total - done));
  }

  private Tracking counted(int done, int total, Instant now) {
    return rateSince == null
        ? new Tracking(state, done, total, null, null, now, done)
        : new Tracking(state, done, total, null, null, rateSince, rateFrom);
  }
}
