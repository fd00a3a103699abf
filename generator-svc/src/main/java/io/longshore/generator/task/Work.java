package io.longshore.generator.task;

/** What is done with a task. Runs on a thread of its own. */
public interface Work {
  /**
   * Does it. It is tried again by whoever takes it over when this throws {@link
   * io.longshore.runtime.stream.SendFailed} or {@link TaskLost}; after anything else it is given
   * up.
   */
  void run(Run run);

  /** Says that it was given up, after an error or too many attempts. */
  void giveUp(Run run);
}
