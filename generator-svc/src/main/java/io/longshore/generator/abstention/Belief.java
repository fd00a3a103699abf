package io.longshore.generator.abstention;

import java.util.OptionalDouble;

/** What the scores of the evidence and the model that reads it say together of one question. */
public final class Belief {
  private final Judgement judgement;
  private final Reader reader;

  Belief(Judgement judgement, Reader reader) {
    this.judgement = judgement;
    this.reader = reader;
  }

  /** The same, but what the model copies is said though it is less sure of it. */
  public Belief sayingTheUnsure() {
    return new Belief(judgement, reader.lessSure());
  }

  /** Whether the evidence is strong enough without a model. */
  public boolean isAnswerable() {
    return judgement.isAnswerable();
  }

  /** Whether the evidence is strong enough to ask a model that copies. */
  public boolean isWorthReading() {
    return reader.isWorthReading(judgement);
  }

  /** Whether a model that copies reads only the best sentences and their neighbours. */
  public boolean readsExcerpts() {
    return reader.excerpts();
  }

  /** Whether a model that copies may say that there is no answer; not on very strong evidence. */
  public boolean mayRefuse() {
    return !judgement.isCertain();
  }

  /**
   * What becomes of a copy.
   *
   * @param meanLogProbability of its tokens, natural; empty where the server says none: then the
   *     evidence decides alone
   */
  public Verdict on(OptionalDouble meanLogProbability) {
    return reader.verdict(judgement, meanLogProbability);
  }
}
