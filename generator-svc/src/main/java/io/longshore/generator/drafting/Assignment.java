package io.longshore.generator.drafting;

import io.longshore.contracts.question.Evidence;
import io.longshore.generator.abstention.Belief;
import io.longshore.inference.call.Bound;
import io.longshore.inference.generation.GeneratorInfo;
import java.util.List;

/**
 * What a model is to answer.
 *
 * @param question so that it can be understood alone
 * @param evidence best first
 * @param passages of it that may be read
 * @param tokens that these may have together, by estimate; the best one may have more
 * @param belief in what the model copies
 */
public record Assignment(
    String question,
    List<Evidence> evidence,
    int passages,
    int tokens,
    Belief belief,
    GeneratorInfo info,
    Bound bound) {
  public Assignment {
    evidence = List.copyOf(evidence);
  }
}
