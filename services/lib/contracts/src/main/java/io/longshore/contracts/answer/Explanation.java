package io.longshore.contracts.answer;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came about: the room that ends it always says it, whoever asked is shown it when
 * they want it.
 *
 * @param options as they were asked for
 * @param scope where it was looked; null in a record of an older version
 * @param steps in the order in which they were done
 */
public record Explanation(Options options, @Nullable Scope scope, List<Step> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /**
   * What the rooms did, as the question tells it, and what the room that ends it did.
   *
   * @param own steps of the room that ends the question
   */
  public static Explanation of(Question question, List<Step> own) {
    return new Explanation(
        question.options(),
        question.scope(),
        Stream.concat(onItsWay(question).stream(), own.stream()).toList());
  }

  private static List<Step> onItsWay(Question question) {
    var steps = new ArrayList<Step>();
    var recalled = question.recalled();
    if (recalled != null) {
      steps.add(step(question, "recall", Rooms.MEMORY).with("standalone", recalled.standalone()));
    }
    var retrieved = question.retrieved();
    if (retrieved != null) {
      steps.add(
          searched(step(question, "retrieval", Rooms.EMBEDDER), question)
              .with("generation", retrieved.generation())
              .with("legs", question.options().legs().name().toLowerCase(Locale.ROOT))
              .with("documents", retrieved.documents())
              .with("searched", retrieved.passagesSearched())
              .with("found", retrieved.passages().size()));
    }
    var ranked = question.ranked();
    if (ranked != null) {
      steps.add(
          step(question, "ranking", Rooms.RERANKER)
              .with("order", question.options().unranked() ? "retrieval" : "relevance")
              .with("evidence", ranked.evidence().size()));
    }
    return steps;
  }

  /** What a search looks for, and the settings that differ from the service's own. */
  private static Step searched(Step step, Question question) {
    var options = question.options();
    Step told =
        with(step, "groupBy", options.goal() == Options.Goal.SEARCH ? options.groupBy() : null);
    var settings = question.scope().settings();
    if (settings == null) {
      return told;
    }
    told = with(told, "aggregation", settings.aggregation());
    told = with(told, "aggregated", settings.aggregated());
    told = with(told, "documentShare", settings.documentShare());
    told = with(told, "documentVectorWeight", settings.documentVectorWeight());
    told = with(told, "lexicalWeight", settings.lexicalWeight());
    for (var weight : settings.lexicalWeights().entrySet()) {
      told = with(told, "lexicalWeights." + weight.getKey(), weight.getValue());
    }
    told = with(told, "fusion", settings.fusion());
    return with(told, "candidates", settings.candidates());
  }

  private static Step with(Step step, String name, @Nullable Enum<?> choice) {
    return choice == null ? step : step.with(name, choice.name().toLowerCase(Locale.ROOT));
  }

  private static Step with(Step step, String name, @Nullable Number number) {
    return number == null ? step : step.with(name, number.doubleValue());
  }

  private static Step step(Question question, String name, String room) {
    return Step.of(name, question.timings().getOrDefault(room, 0L));
  }
}
