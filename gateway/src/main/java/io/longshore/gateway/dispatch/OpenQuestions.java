package io.longshore.gateway.dispatch;

import io.longshore.contracts.Progress;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.question.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
 *
 * <p>Copies are bounded in bytes. What does not fit is forgotten, other gateways' copies first, and
 * of those the largest, so that the fewest go. A question without its copy is watched on: it can't
 * be taken past a room any more, but its answer can be ended.
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

  /** Largest: whose copy is forgotten next. */
  private static final Comparator<Open> LEAST_MISSED =
      Comparator.comparing((Open one) -> one.size > 0)
          .thenComparing(one -> !one.own)
          .thenComparingInt(one -> one.size);

  /** Silences after which no copy is expected of a question whose end was heard before it. */
  private static final int LATE_SILENCES = 4;

  /** Silences that the rooms get to find the broker again when this gateway has found it. */
  private static final int RECONNECT_SILENCES = 4;

  private final Duration silence;
  private final int most;
  private final long mostBytes;
  private final Map<QuestionId, Open> open = new LinkedHashMap<>();

  private final Set<QuestionId> cancelled = new HashSet<>();

  /** What ended, until no late copy of it can be told from a new question any more. */
  private final Map<QuestionId, Instant> ended = new LinkedHashMap<>();

  private long bytes;
  private long forgotten;
  private long unwatched;

  /**
   * @param silence after which a question is taken past a room; where it can only fail, and for
   *     another gateway's question, after twice as long
   * @param most questions that are watched at once
   * @param mostBytes of all copies, as they were heard
   */
  OpenQuestions(Duration silence, int most, long mostBytes) {
    this.silence = silence;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /**
   * A question whose room is silent.
   *
   * @param copy null when it was forgotten
   * @param room whose turn it is
   * @param cancelled whether nobody waits for it any more
   */
  record Silent(KeptQuestion kept, @Nullable Question copy, String room, boolean cancelled) {}

  /** A question that this gateway is about to send. */
  synchronized void sending(Question question, Instant now) {
    watch(new Open(question, characters(question), 0, null, true, now));
  }

  /**
   * A copy of a question was put on a topic of the way.
   *
   * @param size of the record, bytes
   */
  synchronized void seen(String topic, int partition, Question question, int size, Instant now) {
    int step = WAY.indexOf(topic);
    var known = open.get(question.id());
    if (step < 0 || ended.containsKey(question.id())) {
      return;
    }
    var place = topic + "/" + partition;
    if (known == null || step > known.step || known.place == null) {
      boolean own = known != null && known.own;
      watch(new Open(question, size, step, place, own, now));
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
      boolean itself = one.kept.id().equals(sign.question()) && one.room().equals(sign.room());
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
    var one = remove(question);
    cancelled.remove(question);
    if (ended.size() < most) {
      var late = now.plus(silence.multipliedBy(LATE_SILENCES));
      ended.putIfAbsent(question, one == null ? late : one.kept.deadline());
    }
  }

  /** Nothing can be heard: silence counts anew, and later, because the rooms are cut off too. */
  synchronized void deaf(Instant now) {
    var later = now.plus(silence.multipliedBy(RECONNECT_SILENCES));
    open.values().forEach(one -> one.aliveAt(later));
  }

  /** Those that are to be taken on now; each again when nothing has changed after more silence. */
  synchronized List<Silent> silent(Instant now) {
    open.values().stream()
        .map(one -> one.kept)
        .filter(kept -> !now.isBefore(kept.deadline()))
        .toList()
        .forEach(kept -> remove(kept.id()));
    cancelled.retainAll(open.keySet());
    ended.values().removeIf(deadline -> !now.isBefore(deadline));
    var silent = new ArrayList<Silent>();
    for (var one : open.values()) {
      if (!now.isBefore(one.alive.plus(patience(one)))) {
        one.alive = now;
        silent.add(new Silent(one.kept, one.copy, one.room(), cancelled.contains(one.kept.id())));
      }
    }
    return silent;
  }

  /** Of all copies. */
  synchronized long bytes() {
    return bytes;
  }

  /** Copies that had to go, since the start. */
  synchronized long forgotten() {
    return forgotten;
  }

  /** Questions that were too many to be watched at all, counted at each of their topics. */
  synchronized long unwatched() {
    return unwatched;
  }

  private void watch(Open one) {
    if (remove(one.kept.id()) == null && open.size() >= most) {
      unwatched++;
      return;
    }
    open.put(one.kept.id(), one);
    bytes += one.size;
    while (bytes > mostBytes) {
      bytes -= Collections.max(open.values(), LEAST_MISSED).forget();
      forgotten++;
    }
  }

  private @Nullable Open remove(QuestionId question) {
    var one = open.remove(question);
    if (one != null) {
      bytes -= one.size;
    }
    return one;
  }

  /** Where a question can only fail, as without the embedder, the room gets more time. */
  private Duration patience(Open one) {
    var own = one.own ? silence : silence.multipliedBy(2);
    boolean fails = one.copy == null || one.room().equals(Rooms.EMBEDDER);
    return fails ? own.multipliedBy(2) : own;
  }

  /** What a question is made of before it is heard as a record. */
  private static int characters(Question question) {
    return question.text().length()
        + question.history().stream()
            .mapToInt(turn -> turn.question().length() + turn.answer().length())
            .sum();
  }

  private static final class Open {
    private final KeptQuestion kept;
    private final int step;
    private final @Nullable String place;
    private final boolean own;
    private @Nullable Question copy;
    private int size;
    private Instant alive;

    Open(
        Question question, int size, int step, @Nullable String place, boolean own, Instant alive) {
      this.kept = KeptQuestion.of(question);
      this.copy = question;
      this.size = size;
      this.step = step;
      this.place = place;
      this.own = own;
      this.alive = alive;
    }

    String room() {
      return TURNS.get(step);
    }

    /** What is forgotten counts for nothing, so it is never forgotten again. */
    int forget() {
      int freed = size;
      copy = null;
      size = 0;
      return freed;
    }

    void aliveAt(Instant at) {
      alive = at.isAfter(alive) ? at : alive;
    }
  }
}
