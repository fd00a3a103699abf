package io.longshore.reranker.scoring;

import java.util.List;

/**
 * What the model says about the passages of a question.
 *
 * @param passages in the order in which they were given
 * @param questionTokens how many tokens of the question were compared
 * @param questionTruncated whether the question was longer than the model's window
 */
public record Scores(List<Scored> passages, int questionTokens, boolean questionTruncated) {
  public static final Scores NONE = new Scores(List.of(), 0, false);

  public Scores {
    passages = List.copyOf(passages);
  }
}
