package io.longshore.generator;

import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Evidence;
import java.util.List;

/**
 * A finished answer.
 *
 * @param degraded what was missing while it was written, stable codes
 * @param steps how it came about
 */
record Answer(Draft draft, List<String> degraded, List<Step> steps) {
  Answer {
    degraded = List.copyOf(degraded);
    steps = List.copyOf(steps);
  }

  /** A refusal that was said in an attempt before: nothing is judged or written again. */
  static Answer saidBefore(Draft refusal, List<Evidence> evidence) {
    var decide =
        Step.of("decide", 0).with("outcome", "abstained").with("why", "gone on with what was said");
    return new Answer(refusal, List.of(), List.of(Step.of("choose", 0).with(evidence), decide));
  }
}
