package io.longshore.cli.evaluate.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Documents as this program itself ranks them, with vectors that the stack makes. */
interface LocalIndex extends AutoCloseable {
  /** Best first. */
  List<String> search(String question);

  /** Of the texts that had to be embedded; NaN when all were known. */
  double tokensPerSecond();

  @Override
  void close();

  /**
   * @param scores of each, in the same order
   */
  static List<String> bestFirst(List<String> ids, double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .map(ids::get)
        .toList();
  }
}
