package io.longshore.generator;

import io.longshore.contracts.answer.Step;
import io.longshore.contracts.answer.Tokens;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished answer.
 *
 * @param degraded what was missing while it was written, stable codes
 * @param steps how it came about
 * @param tokens that a model took; null where none was asked
 */
record Answer(Draft draft, List<String> degraded, List<Step> steps, @Nullable Tokens tokens) {
  Answer {
    degraded = List.copyOf(degraded);
    steps = List.copyOf(steps);
  }

  static Answer of(Draft draft) {
    return new Answer(draft, List.of(), List.of(), null);
  }
}
