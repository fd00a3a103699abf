package io.longshore.embedder.index;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When sources that could not be brought over are tried again: at once, for something else may have
 * been under way, and then later and later.
 */
final class Attempts {
  static final Duration FIRST = Duration.ofMinutes(1);
  static final Duration LONGEST = Duration.ofHours(6);

  private final InstantSource clock;
  private final Map<Integer, Attempt> attempts = new HashMap<>();

  private record Attempt(int count, Instant next) {}

  private static final Attempt NONE = new Attempt(0, Instant.MIN);

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether it is to be tried now. */
  boolean isDue(int source) {
    return !clock.instant().isBefore(last(source).next());
  }

  /** Whether it is to be tried now; if so, that counts as an attempt. */
  boolean take(int source) {
    if (!isDue(source)) {
      return false;
    }
    int before = count(source);
    attempts.put(source, new Attempt(before + 1, clock.instant().plus(wait(before))));
    return true;
  }

  /** What was taken was not tried: it is as due as it was. */
  void undo(int source) {
    attempts.computeIfPresent(source, (no, last) -> new Attempt(last.count() - 1, NONE.next()));
  }

  /** How often it was tried. */
  int count(int source) {
    return last(source).count();
  }

  private Attempt last(int source) {
    return attempts.getOrDefault(source, NONE);
  }

  /** All others are through. */
  void keep(Set<Integer> sources) {
    attempts.keySet().retainAll(sources);
  }

  private static Duration wait(int before) {
    if (before == 0) {
      return Duration.ZERO;
    }
    Duration wait = FIRST.multipliedBy(1L << Math.min(before - 1, 20));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
