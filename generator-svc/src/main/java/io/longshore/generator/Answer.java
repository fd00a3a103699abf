package io.longshore.generator;

import io.longshore.contracts.answer.Step;
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
}
