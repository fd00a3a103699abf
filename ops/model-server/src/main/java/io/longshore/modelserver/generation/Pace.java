package io.longshore.modelserver.generation;

import java.time.Duration;

/**
 * How many tokens of prompts a step may read, so that it takes about a given time on this machine
 * with this model, whatever else the machine does.
 */
final class Pace {
  private static final int FEWEST = 8;
  private static final int MOST = 512;
  private static final double FIRST_GUESS = 200;
  private static final double NEWEST_COUNTS = 0.3;

  private double tokensPerSecond = FIRST_GUESS;

  /** A step of so many tokens took so long. */
  void took(int tokens, long nanos) {
    if (tokens >= FEWEST && nanos > 0) { // fewer say nothing of how a prompt is read
      double now = tokens * 1e9 / nanos;
      tokensPerSecond += NEWEST_COUNTS * (now - tokensPerSecond);
    }
  }

  int tokens(Duration step) {
    return (int) Math.clamp(tokensPerSecond * step.toNanos() / 1e9, FEWEST, MOST);
  }
}
