package io.longshore.generator.abstention;

import java.util.Map;

/** Beliefs of tests, in models that nobody calibrated. */
public final class Beliefs {
  private Beliefs() {}

  /** The evidence is strong. */
  public static Belief strong() {
    return new Abstention().belief(new Judgement(0.9, 0.24, Map.of("sentence", 0.9)), "tiny");
  }
}
