package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * What is decoded together: the next token of everyone who writes, and of the prompts as much as
 * keeps the writers' tokens coming. Prompts share it equally, those that go first before others.
 */
final class Step {
  /** While nobody writes; also how long a request that comes may wait for its first step. */
  private static final Duration ALONE = Duration.ofSeconds(1);

  /** Fewer at a time cost a tenth more each. */
  private static final int FEWEST_ALONE = 64;

  /** While somebody writes: how late the next token may come. */
  private static final Duration BESIDE = Duration.ofMillis(150);

  /** While a writer goes first and only others read. */
  private static final Duration BEHIND = Duration.ofMillis(50);

  /**
   * Tokens that the kernels for weights that are laid out anew take at a time on x86
   * (ggml/src/ggml-cpu/repack.cpp of llama.cpp); those beyond a multiple cost about as much as each
   * alone.
   */
  private static final int AT_A_TIME = 16;

  /** What a short prompt leaves of its share goes to longer ones. */
  private static final Comparator<Job> SHORTEST_FIRST = Comparator.comparingInt(Job::left);

  private Step() {}

  /** Fills the batch; returns the tokens in it that aren't writers'. */
  static int fill(Batch batch, List<Job> jobs, KeptKeys keys, Pace pace) {
    batch.clear();
    List<Job> writers = jobs.stream().filter(job -> !takesMany(job)).toList();
    List<Job> readers = jobs.stream().filter(Step::takesMany).sorted(SHORTEST_FIRST).toList();
    boolean first = readers.stream().anyMatch(job -> job.ticket.isFirst());
    writers.forEach(job -> job.add(batch, keys, 1));
    int left =
        even(
            Math.max(pace.tokens(time(writers, first)), writers.isEmpty() ? FEWEST_ALONE : 0),
            writers.size());
    int rows = Scoring.ROWS;
    int read = 0;
    int waiting = (int) readers.stream().filter(job -> job.ticket.isFirst() == first).count();
    for (Job job : readers) {
      if (job.ticket.isFirst() != first) {
        job.add(batch, keys, 0);
        continue;
      }
      int share = Math.ceilDiv(left, waiting--);
      int added = job.add(batch, keys, job.isReading() ? share : Math.min(share, rows));
      rows -= job.isReading() ? 0 : added;
      left -= added;
      read += added;
    }
    return read;
  }

  /** About so many tokens of prompts, for a step that with the writers' leaves no rest. */
  static int even(int tokens, int writers) {
    int rest = (tokens + writers) % AT_A_TIME;
    if (rest >= AT_A_TIME / 2) {
      return tokens + AT_A_TIME - rest;
    }
    return tokens - rest < Pace.FEWEST ? tokens : tokens - rest;
  }

  private static boolean takesMany(Job job) {
    return job.isReading() || job.course instanceof Scoring;
  }

  private static Duration time(List<Job> writers, boolean firstReads) {
    if (writers.isEmpty()) {
      return ALONE;
    }
    boolean behind = !firstReads && writers.stream().anyMatch(job -> job.ticket.isFirst());
    return behind ? BEHIND : BESIDE;
  }
}
