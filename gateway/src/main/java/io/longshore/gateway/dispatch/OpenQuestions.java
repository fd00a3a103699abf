package io.longshore.gateway.dispatch;

import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The questions that are under way: the latest copy of each, the room whose turn it is, and since
 * when that room has been silent. Silence is not work: a room that says of a question that it is in
 * its hands, or that the question's partition waits for them, is not silent.
 */
final class OpenQuestions {
  /** Topics of a question's way, in their order. */
  static final List<String> WAY =
      List.of(
          Topics.QUESTIONS_RECEIVED,
          Topics.QUESTIONS_RECALLED,
          Topics.QUESTIONS_RETRIEVED,
          Topics.QUESTIONS_RANKED);

  /** Whose turn it is when a question stands on the topic at the same place of {@link #WAY}. */
  private static final List<String> TURNS =
      List.of(Rooms.MEMORY, Rooms.EMBEDDER, Rooms.RERANKER, Rooms.GENERATOR);

  /** Silences that the rooms get to find the broker again when this gateway has found it. */
  private static final int RECONNECT_SILENCES = 4;

  private final Duration silence;
  private final int most;
  private final Map<QuestionId, Open> open = new LinkedHashMap<>();

  private final Set<QuestionId> cancelled = new HashSet<>();

  /** What ended, until no late copy of it can be told from a new question any more. */
  private final Map<QuestionId, Instant> ended = new LinkedHashMap<>();

  /**
   * @param silence after which a question is taken past a room; past the embedder, and another
   *     gateway's question, after twice as long
   * @param most questions that are watched at once
   */
  OpenQuestions(Duration silence, int most) {
    this.silence = silence;
    this.most = most;
  }

  /**
   * A question whose room is silent.
   *
   * @param room whose turn it is
   * @param cancelled whether nobody waits for it any more
   */
  record Silent(Question question, String room, boolean cancelled) {}

  /** A question that this gateway is about to send. */
  synchronized void sending(Question question, Instant now) {
    if (open.size() < most) {
      open.put(question.id(), new Open(question, 0, null, true, now));
    }
  }

  /** A copy of a question was put on a topic of the way. */
  synchronized void seen(String topic, int partition, Question question, Instant now) {
    int step = WAY.indexOf(topic);
    var known = open.get(question.id());
    if (step < 0 || ended.containsKey(question.id())) {
      return;
    }
    var place = topic + "/" + partition;
    if (known == null) {
      if (open.size() < most) {
        open.put(question.id(), new Open(question, step, place, false, now));
      }
    } else if (step > known.step || known.place == null) {
      open.put(question.id(), new Open(question, step, place, known.own, now));
    }
  }

  /**
   * A room has a question in its hands.
   *
   * @param partitions that wait for the same hands, as {@link
   *     io.longshore.contracts.SignOfLife#PARTITIONS} has them
   */
  synchronized void heard(Progress sign, Set<String> partitions, Instant now) {
    for (var one : open.values()) {
      boolean itself = one.question.id().equals(sign.question()) && one.room().equals(sign.room());
      if (itself || (one.place != null && partitions.contains(one.place))) {
        one.aliveAt(now);
      }
    }
  }

  /** A part of an answer was said: the generator lives. */
  synchronized void answered(QuestionId question, Instant now) {
    var one = open.get(question);
    if (one != null) {
      one.aliveAt(now);
    }
  }

  /** Nobody waits for it any more: a room that lives ends it, a silent one is passed as ever. */
  synchronized void cancelled(QuestionId question) {
    if (open.containsKey(question)) {
      cancelled.add(question);
    }
  }

  /** The answer has ended, or the question was not sent at all. */
  synchronized void ended(QuestionId question, Instant now) {
    var one = open.remove(question);
    cancelled.remove(question);
    if (one != null && ended.size() < most) {
      ended.put(question, one.question.deadline());
    }
  }

  /** Nothing can be heard: silence counts anew, and later, because the rooms are cut off too. */
  synchronized void deaf(Instant now) {
    var later = now.plus(silence.multipliedBy(RECONNECT_SILENCES));
    open.values().forEach(one -> one.aliveAt(later));
  }

  /** Those that are to be taken on now; each again when nothing has changed after more silence. */
  synchronized List<Silent> silent(Instant now) {
    open.values().removeIf(one -> one.question.isOverdue(now));
    cancelled.retainAll(open.keySet());
    ended.values().removeIf(deadline -> !now.isBefore(deadline));
    var silent = new ArrayList<Silent>();
    for (var one : open.values()) {
      if (!now.isBefore(one.alive.plus(patience(one)))) {
        one.alive = now;
        silent.add(new Silent(one.question, one.room(), cancelled.contains(one.question.id())));
      }
    }
    return silent;
  }

  /** Without the embedder a question can only fail, so that room gets more time. */
  private Duration patience(Open one) {
    var own = one.own ? silence : silence.multipliedBy(2);
    return one.room().equals(Rooms.EMBEDDER) ? own.multipliedBy(2) : own;
  }

  private static final class Open {
    private final Question question;
    private final int step;
    private final @Nullable String place;
    private final boolean own;
    private Instant alive;

    Open(Question question, int step, @Nullable String place, boolean own, Instant alive) {
      this.question = question;
      this.step = step;
      this.place = place;
      this.own = own;
      this.alive = alive;
    }

    String room() {
      return TURNS.get(step);
    }

    void aliveAt(Instant at) {
      alive = at.isAfter(alive) ? at : alive;
    }
  }
}
