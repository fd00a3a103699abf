package io.longshore.cli.evaluate.frame;

import java.util.List;

/** Something to try, with what should come of it. */
public interface Case {
  /** Cases of one group come together: the same question in several settings. */
  String group();

  /** The document that decides on which side of a split it lies. */
  String split();

  /** Documents that it can't be tried without. */
  List<String> documents();

  /**
   * Parts of the data that it counts for, each as a prefix of the metrics' names; the empty one is
   * the whole.
   */
  List<String> slices();
}
