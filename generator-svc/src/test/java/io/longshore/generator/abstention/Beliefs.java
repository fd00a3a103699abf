package io.longshore.generator.abstention;

import java.util.Map;

/** Beliefs of tests, in models that nobody calibrated, on strong evidence. */
public final class Beliefs {
  private Beliefs() {}

  /** In one that reads the best sentences and their neighbours. */
  public static Belief ofExcerpts() {
    return of(true);
  }

  /** In one that reads whole passages. */
  public static Belief ofPassages() {
    return of(false);
  }

  private static Belief of(boolean excerpts) {
    return new Belief(
        new Judgement(0.9, 0.24, Map.of("sentence", 0.9)), new Reader(null, excerpts, -0.3, null));
  }
}
