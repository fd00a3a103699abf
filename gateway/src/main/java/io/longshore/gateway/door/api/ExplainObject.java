package io.longshore.gateway.door.api;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

@Schema(name = "Explanation", description = "How it came about.")
record ExplainObject(
    @Schema(description = "As they were in force.") OptionsObject options,
    @Schema(nullable = true, description = "Null for an answer from before this was kept.")
        @Nullable ScopeObject scope,
    @Schema(description = "In the order in which they were done.") List<StepObject> steps) {
  ExplainObject {
    steps = List.copyOf(steps);
  }

  @Schema(name = "Scope", description = "Where it was looked.")
  record ScopeObject(
      @Schema(description = "Their ids.") List<String> collections,
      @Schema(description = "Only these; none means all that the collections hold.")
          List<String> documents,
      @Schema(nullable = true) @Nullable FilterObject filter) {
    ScopeObject {
      collections = List.copyOf(collections);
      documents = List.copyOf(documents);
    }

    static @Nullable ScopeObject of(@Nullable Scope scope) {
      return scope == null
          ? null
          : new ScopeObject(
              scope.collections().stream().map(CollectionId::toString).toList(),
              scope.documents().stream().map(DocumentId::toString).toList(),
              FilterObject.of(scope.filter()));
    }
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
            ScopeObject.of(explanation.scope()),
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
