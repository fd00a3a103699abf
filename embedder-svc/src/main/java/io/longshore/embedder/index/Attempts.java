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

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether it is to be tried now; if so, that counts as an attempt. */
  boolean take(int source) {
    Instant now = clock.instant();
    Attempt last = attempts.getOrDefault(source, new Attempt(0, now));
    if (now.isBefore(last.next())) {
      return false;
    }
    attempts.put(source, new Attempt(last.count() + 1, now.plus(wait(last.count()))));
    return true;
  }

  /** Whether it was never tried before the last time. */
  boolean isFirst(int source) {
    return attempts.getOrDefault(source, new Attempt(0, Instant.EPOCH)).count() <= 1;
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
