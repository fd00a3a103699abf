package io.longshore.contracts.answer;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an answer came about.
 *
 * @param options as they were asked for
 * @param steps in the order in which they were done
 */
public record Explanation(Options options, List<Step> steps) {
  public Explanation {
    steps = List.copyOf(steps);
  }

  /**
   * What the rooms did, as the question tells it, and what the room that ends it did; null when
   * nobody asked for it.
   *
   * @param own steps of the room that ends the question
   */
  public static @Nullable Explanation of(Question question, List<Step> own) {
    if (!question.options().explain()) {
      return null;
    }
    return new Explanation(
        question.options(), Stream.concat(onItsWay(question).stream(), own.stream()).toList());
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
          step(question, "retrieval", Rooms.EMBEDDER)
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

  private static Step step(Question question, String name, String room) {
    return Step.of(name, question.timings().getOrDefault(room, 0L));
  }
}
