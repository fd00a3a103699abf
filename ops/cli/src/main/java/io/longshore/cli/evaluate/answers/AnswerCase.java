package io.longshore.cli.evaluate.answers;

import io.longshore.cli.evaluate.frame.Case;
import io.longshore.cli.evaluate.measure.Cited;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question with what a good answer is.
 *
 * @param group the question, whatever the setting
 * @param split the document that the question is about
 * @param before questions of the same conversation, asked first
 * @param scope documents to look in; empty for all
 */
record AnswerCase(
    String group,
    String split,
    List<String> slices,
    String question,
    List<String> before,
    List<String> scope,
    Gold gold)
    implements Case {
  AnswerCase {
    slices = List.copyOf(slices);
    before = List.copyOf(before);
    scope = List.copyOf(scope);
  }

  /**
   * What a good answer is.
   *
   * @param answers any of these; empty when nobody wrote one down
   * @param sources what it should cite; empty when nobody said
   * @param answerable whether the scope holds an answer
   */
  record Gold(List<String> answers, List<Cited.Source> sources, boolean answerable) {
    /** The scope holds no answer. */
    static final Gold NONE = new Gold(List.of(), List.of(), false);

    Gold {
      answers = List.copyOf(answers);
      sources = List.copyOf(sources);
    }
  }

  @Override
  public List<String> documents() {
    return Stream.concat(scope.stream(), gold.sources().stream().map(Cited.Source::document))
        .distinct()
        .toList();
  }
}
