package io.longshore.reranker.scoring;

import java.util.List;

/**
 * What the model says about the passages of a question.
 *
 * @param passages in the order in which they were given
 * @param questionTruncated whether the question was longer than the model's window
 */
public record Scores(List<Scored> passages, boolean questionTruncated) {
  public static final Scores NONE = new Scores(List.of(), false);

  public Scores {
    passages = List.copyOf(passages);
  }
}
