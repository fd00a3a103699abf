package io.longshore.modelserver.generation;

/**
 * @param running requests that are worked on at the same time
 * @param waiting requests that may wait; the last eighth is for those that go first
 * @param threads to read prompts with, while there are idle cores for them
 */
public record GenerationLimits(int running, int waiting, int threads) {
  /** Sequences beside the running ones that keep keys for prompts that begin alike. */
  private static final int KEPT = 16;

  public static final int MOST_RUNNING = 32;
  public static final int MOST_WAITING = 4_096;

  public GenerationLimits {
    if (running < 1
        || running > MOST_RUNNING
        || waiting < 1
        || waiting > MOST_WAITING
        || threads < 1) {
      throw new IllegalArgumentException(
          "no such limits: %d, %d, %d".formatted(running, waiting, threads));
    }
  }

  /** Sequences that the engine must have. */
  public int sequences() {
    return leases() + Scoring.BRANCHES;
  }

  /** Sequences of requests, those that run and those that have ended. */
  int leases() {
    return running + KEPT;
  }

  /** Rows of logits that a step may want. */
  public int rows() {
    return running + Scoring.ROWS;
  }

  /** Of those that don't go first, so many may run: one place is left for those that do. */
  int runningOthers() {
    return Math.max(1, running - 1);
  }
}
