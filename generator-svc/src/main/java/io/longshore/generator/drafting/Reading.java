package io.longshore.generator.drafting;

import io.longshore.contracts.question.Evidence;
import io.longshore.generator.prompt.Quoted;
import io.longshore.generator.prompt.TokenEstimate;
import io.longshore.inference.generation.GeneratorInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a model reads: the best of the evidence that its context holds, in an order that depends on
 * the documents alone, so that another question about the same passages finds their keys computed.
 *
 * @param evidence in the order in which it is shown
 * @param texts as they are shown, one a piece of evidence
 */
record Reading(List<Evidence> evidence, List<Quoted> texts) {
  /** Marks of turns, number and name of each text. */
  private static final int FRAME_TOKENS = 64;

  Reading {
    evidence = List.copyOf(evidence);
    texts = List.copyOf(texts);
  }

  /**
   * @param best first
   * @param passages at most; at least one is read, whatever it takes
   * @param others tokens of the prompt beside the evidence, and of the answer
   */
  static Reading of(List<Evidence> best, int passages, GeneratorInfo info, int others) {
    int left = info.context() - others - FRAME_TOKENS;
    List<Evidence> chosen = new ArrayList<>();
    for (Evidence one : best.subList(0, Math.min(passages, best.size()))) {
      int tokens = TokenEstimate.of(one.passage().text()) + TokenEstimate.of(title(one));
      if (!chosen.isEmpty() && tokens > left) {
        break;
      }
      left -= tokens;
      chosen.add(one);
    }
    chosen.sort(
        Comparator.comparing((Evidence one) -> one.passage().span().document().toString())
            .thenComparingInt(one -> one.passage().span().start()));
    return new Reading(
        chosen, chosen.stream().map(one -> Quoted.of(one.passage().text())).toList());
  }

  /** Each on a line of its own, behind its number. */
  String shown() {
    var shown = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      String title = Quoted.of(title(evidence.get(i))).text();
      shown
          .append(i == 0 ? "" : "\n")
          .append('[')
          .append(i + 1)
          .append("] ")
          .append(title.isEmpty() ? "" : "(" + title + ") ")
          .append(texts.get(i).text());
    }
    return shown.toString();
  }

  /** What the passage is about, where its section says so. */
  private static String title(Evidence one) {
    var headings = one.passage().headings();
    return headings.isEmpty() ? "" : headings.getLast();
  }
}
