package io.longshore.generator.abstention;

import java.util.Map;

/** Beliefs of tests, in models that nobody calibrated, on good evidence. */
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

  /** On evidence so strong that it can't refuse. */
  public static Belief ofStrongEvidence() {
    return of(false, 0.9);
  }

  private static Belief of(boolean excerpts) {
    return of(excerpts, 0.7);
  }

  private static Belief of(boolean excerpts, double probability) {
    return new Belief(
        new Judgement(probability, 0.24, Map.of("sentence", 0.9)),
        new Reader(null, excerpts, -0.3, null));
  }
}
