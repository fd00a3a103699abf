package io.longshore.modelserver.generation;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * With how many threads a step is computed and how many tokens of prompts it may read, so that it
 * takes about a given time on this machine with this model, whatever else the machine does.
 *
 * <p>Threads wait for each other at every node of the graph: one that shares its core with another
 * process holds all of them up, and two can be many times slower than one. So there are more than
 * one only while cores are idle, and a step that takes far too long with them is given up.
 */
final class Pace {
  /** Tokens of prompts in a step at least. */
  static final int FEWEST = 8;

  private static final int MOST = 512;
  private static final double FIRST_GUESS = 100;
  private static final double NEWEST_COUNTS = 0.3;

  /** A core that is this idle is taken for a thread. */
  private static final double IDLE = 0.75;

  /** More threads must at least gain this over one. */
  private static final double GAIN = 1.1;

  private static final long PATIENCE = Duration.ofMillis(300).toNanos();
  private static final int TOO_SLOW = 4;
  private static final long HOLD = Duration.ofSeconds(5).toNanos();

  private final int most;
  private final DoubleSupplier idleCores;
  private final LongSupplier clock;

  /** Tokens a second by threads; 0 where it isn't known. */
  private final double[] rates;

  private int threads = 1;
  private long heldUntil = Long.MIN_VALUE;

  /**
   * @param most threads
   * @param idleCores cores that nobody used since it was asked last
   * @param clock nanoseconds
   */
  Pace(int most, DoubleSupplier idleCores, LongSupplier clock) {
    this.most = most;
    this.idleCores = idleCores;
    this.clock = clock;
    rates = new double[most + 1];
  }

  /** Threads for the next step. */
  int threads() {
    if (threads < most && rates[1] > 0 && clock.getAsLong() >= heldUntil) {
      threads = Math.clamp((int) (threads + idleCores.getAsDouble() + 1 - IDLE), threads, most);
    }
    return threads;
  }

  /** A step that read so many tokens of prompts took so long. */
  void took(int tokens, long nanos) {
    if (tokens < FEWEST || nanos <= 0) {
      return; // fewer say nothing of how a prompt is read
    }
    double now = tokens * 1e9 / nanos;
    rates[threads] = rates[threads] == 0 ? now : mixed(rates[threads], now);
    if (threads > 1 && rates[threads] < GAIN * rates[1]) {
      fewer();
    }
  }

  private static double mixed(double old, double now) {
    return old + NEWEST_COUNTS * (now - old);
  }

  /** When a step of so many tokens is to be given up; with one thread never. */
  long patience(int tokens) {
    return threads == 1
        ? Long.MAX_VALUE
        : PATIENCE + (long) (TOO_SLOW * Math.max(tokens, FEWEST) * 1e9 / rate());
  }

  /** A step was given up. */
  void fewer() {
    rates[threads] = 0;
    threads = Math.max(1, threads / 2);
    heldUntil = clock.getAsLong() + HOLD;
  }

  int tokens(Duration step) {
    return (int) Math.clamp(rate() * step.toNanos() / 1e9, FEWEST, MOST);
  }

  private double rate() {
    if (rates[threads] > 0) {
      return rates[threads];
    }
    return rates[1] > 0 ? rates[1] : FIRST_GUESS;
  }
}
