package io.longshore.generator.drafting;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.generator.citation.Stretch;
import io.longshore.generator.prompt.Quoted;
import io.longshore.generator.prompt.TokenEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a model reads: the best of the evidence that its context holds, in an order that depends on
 * the documents alone, so that another question about the same passages finds their keys computed.
 *
 * @param evidence in the order in which it is shown
 * @param blocks as they are shown
 * @param headings that stand above them
 */
record Reading(List<Evidence> evidence, List<Block> blocks, List<Heading> headings) {
  /** Marks of turns, number and name of each text. */
  private static final int FRAME_TOKENS = 64;

  /** Of a path of headings that is shown; outer headings are left out first. */
  private static final int PATH_CHARS_MAX = 160;

  private static final String BELOW = " > ";

  Reading {
    evidence = List.copyOf(evidence);
    blocks = List.copyOf(blocks);
    headings = List.copyOf(headings);
  }

  /**
   * @param block that it stands above
   */
  record Heading(Block block, Quoted text) {}

  /**
   * The best passages, as many as are allowed and fit; at least one, whatever it takes.
   *
   * @param others tokens of the prompt beside the evidence, and of the answer
   */
  static Reading of(Assignment assignment, int others) {
    List<Evidence> best = assignment.evidence();
    int left = Math.min(assignment.info().context() - others - FRAME_TOKENS, assignment.tokens());
    List<Evidence> chosen = new ArrayList<>();
    for (Evidence one : best.subList(0, Math.min(assignment.passages(), best.size()))) {
      int tokens =
          TokenEstimate.of(one.passage().text()) + TokenEstimate.of(path(one.passage().headings()));
      if (!chosen.isEmpty() && tokens > left) {
        break;
      }
      left -= tokens;
      chosen.add(one);
    }
    chosen.sort(
        Comparator.comparing((Evidence one) -> one.passage().span().document().toString())
            .thenComparingInt(one -> one.passage().span().start()));
    List<Block> blocks = Block.of(chosen);
    List<Heading> headings = new ArrayList<>();
    for (Block block : blocks) {
      for (String heading : shown(block.stretch().headings())) {
        headings.add(new Heading(block, Quoted.of(heading)));
      }
    }
    return new Reading(chosen, blocks, headings);
  }

  /**
   * The same, but of the headings only those above one passage may be copied. A heading answers by
   * what stands below it, and which passage answers the ranker knows better than a small model.
   */
  Reading withHeadingsAbove(Passage passage) {
    var above =
        headings.stream()
            .filter(one -> one.block().stretch().passages().contains(passage))
            .toList();
    return new Reading(evidence, blocks, above);
  }

  List<Stretch> stretches() {
    return blocks.stream().map(Block::stretch).toList();
  }

  /** What may be copied from: the texts, and behind them the headings. */
  List<Quoted> sources() {
    return Stream.concat(blocks.stream().map(Block::text), headings.stream().map(Heading::text))
        .toList();
  }

  /** Each on a line of its own, behind its number. */
  String shown() {
    var shown = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      String path = Quoted.of(path(block.stretch().headings())).text();
      shown
          .append(shown.isEmpty() ? "" : "\n")
          .append('[')
          .append(i + 1)
          .append("] ")
          .append(path.isEmpty() ? "" : "(" + path + ") ")
          .append(block.text().text());
    }
    return shown.toString();
  }

  /** What a text is about, where headings above it say so. */
  private static String path(List<String> headings) {
    return String.join(BELOW, shown(headings));
  }

  /** The innermost headings; the last one even where it is long. */
  private static List<String> shown(List<String> headings) {
    int from = headings.size();
    int left = PATH_CHARS_MAX;
    while (from > 0 && (from == headings.size() || headings.get(from - 1).length() <= left)) {
      from--;
      left -= headings.get(from).length() + BELOW.length();
    }
    return headings.subList(from, headings.size());
  }
}
