package io.longshore.generator.drafting;

import io.longshore.inference.generation.GeneratorInfo;

/** One way in which a model drafts an answer. */
interface Drafter {
  /** Name and version of the prompt for a model, for those who want to know how it came about. */
  String prompt(GeneratorInfo info);

  /**
   * Drafts an answer, statement by statement.
   *
   * @param listener told of each statement as soon as it is complete and supported; what it throws
   *     stops the model and comes out of this
   */
  Outcome draft(Assignment assignment, Listener listener);
}
