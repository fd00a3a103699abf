package io.longshore.reranker.scoring;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import java.util.List;

/**
 * A passage with what the model says about it.
 *
 * @param maxSim of the whole passage, in [-1, 1]
 */
public record Scored(Passage passage, double maxSim, List<Evidence.Sentence> sentences) {
  public Scored {
    sentences = List.copyOf(sentences);
  }
}
