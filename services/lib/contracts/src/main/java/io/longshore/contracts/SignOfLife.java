package io.longshore.contracts;

/** Header, in UTF-8, of {@link Progress.Kind#WORKING} on the topic {@code progress}. */
public final class SignOfLife {
  /**
   * The partitions of {@code questions.*} whose records wait for the hands that said it, such as
   * {@code questions.recalled/0,questions.recalled/3}: a question there is in a queue, not lost,
   * though nobody has named it yet. Missing where the work has left its queue.
   */
  public static final String PARTITIONS = "longshore_partitions";

  private SignOfLife() {}
}
