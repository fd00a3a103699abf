package io.longshore.contracts.question;

import io.longshore.contracts.Limits;

/**
 * How to answer. What an older record does not say is the default, and so is a draft or a choice of
 * legs that a newer one names and this version does not know.
 *
 * @param goal SEARCH ends in the reranker with ranked passages, ANSWER in the generator
 * @param k how many passages or documents a search returns, or an answer shows as its evidence
 * @param draft how the answer is written
 * @param passages of the evidence, from the best on, that the answer is written from; 0 leaves it
 *     to the generator
 * @param explain whether the end says what the rooms did
 * @param unranked whether the evidence stays in the order of retrieval
 * @param legs of retrieval that look for passages
 * @param groupBy what a search finds
 */
public record Options(
    Goal goal,
    int k,
    Draft draft,
    int passages,
    boolean explain,
    boolean unranked,
    Legs legs,
    GroupBy groupBy) {
  public static final int K_MAX = 50;

  @SuppressWarnings("ConstantValue") // a record of an older version has none of these
  public Options {
    if (k < 1 || k > K_MAX) {
      throw new IllegalArgumentException("k must be 1 to %d, not %d".formatted(K_MAX, k));
    }
    if (passages < 0 || passages > Limits.RANKED_PASSAGES) {
      throw new IllegalArgumentException(
          "passages must be 0 to %d, not %d".formatted(Limits.RANKED_PASSAGES, passages));
    }
    draft = draft == null ? Draft.AUTO : draft;
    legs = legs == null ? Legs.BOTH : legs;
    groupBy = groupBy == null ? GroupBy.PASSAGE : groupBy;
  }

  /** With the defaults of the rest. */
  public Options(Goal goal, int k) {
    this(goal, k, Draft.AUTO, 0, false, false);
  }

  /** Found by both legs. */
  public Options(Goal goal, int k, Draft draft, int passages, boolean explain, boolean unranked) {
    this(goal, k, draft, passages, explain, unranked, Legs.BOTH);
  }

  /** Of passages. */
  public Options(
      Goal goal, int k, Draft draft, int passages, boolean explain, boolean unranked, Legs legs) {
    this(goal, k, draft, passages, explain, unranked, legs, GroupBy.PASSAGE);
  }

  /** Whether documents are found, in the order of their own scores. */
  public boolean findsDocuments() {
    return groupBy == GroupBy.DOCUMENT;
  }

  /** What the asker wants. */
  public enum Goal {
    SEARCH,
    ANSWER
  }

  /** What a search finds {@code k} of. */
  public enum GroupBy {
    PASSAGE,
    /** Documents in the order of their scores, each with its best passages. */
    DOCUMENT
  }

  /** How passages are looked for. */
  public enum Legs {
    /** By words and by vectors, fused. */
    BOTH,
    /** By their words alone; no model is asked. */
    LEXICAL,
    /** By their vectors alone; nothing is found without a model. */
    DENSE
  }

  /** How an answer is written. */
  public enum Draft {
    /** As the generator is set up. */
    AUTO,
    /** Sentences of the documents, without a model. */
    EXTRACTIVE,
    /** A model that can only copy spans of the documents. */
    CONSTRAINED,
    /** A model in its own words, every sentence verified. */
    FREE
  }
}
