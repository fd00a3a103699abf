package io.longshore.gateway.door.api;

import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Step;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

@Schema(name = "Explanation", description = "How it came about.")
record ExplainObject(
    @Schema(description = "As they were in force.") OptionsObject options,
    @Schema(description = "In the order in which they were done.") List<StepObject> steps) {
  ExplainObject {
    steps = List.copyOf(steps);
  }

  @Schema(name = "Step")
  record StepObject(
      @Schema(example = "retrieval") String name,
      @Schema(description = "0 when it was not measured.") long millis,
      @Schema(
              description = "Names, reasons, choices; counts and scores as numbers.",
              example = "{\"generation\":\"e5:9f86\",\"documents\":3}")
          Map<String, Object> what) {}

  static @Nullable ExplainObject of(@Nullable Explanation explanation) {
    return explanation == null
        ? null
        : new ExplainObject(
            OptionsObject.of(explanation.options()),
            explanation.steps().stream().map(ExplainObject::step).toList());
  }

  private static StepObject step(Step step) {
    var what = new TreeMap<String, Object>(step.what());
    step.figures().forEach((name, figure) -> what.put(name, number(figure)));
    return new StepObject(step.name(), step.millis(), what);
  }

  /** A count without a fraction. */
  private static Number number(double figure) {
    boolean whole = figure == Math.rint(figure) && Math.abs(figure) < 1L << 53;
    return whole ? (Number) (long) figure : (Number) figure;
  }
}
