package io.longshore.modelserver.generation;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Logits;
import io.longshore.modelserver.generation.KeptKeys.Lease;

/** A request that has a sequence: reads its prompt, then takes its {@link Course}. */
final class Job {
  final Ticket ticket;
  final Course course;
  final Lease lease;
  private final int[] prompt;
  private int row = -1;
  private int added;

  /** What went wrong while a request added to a step, which is to be filled anew without it. */
  static final class Failed extends RuntimeException {
    final transient Job job;
    final RuntimeException why;

    private Failed(Job job, RuntimeException why) {
      super(why);
      this.job = job;
      this.why = why;
    }
  }

  Job(Ticket ticket, Course course, int[] prompt, Lease lease) {
    this.ticket = ticket;
    this.course = course;
    this.prompt = prompt;
    this.lease = lease;
  }

  boolean isReading() {
    return lease.length() < prompt.length;
  }

  /** Tokens of the prompt that aren't read. */
  int left() {
    return Math.max(0, prompt.length - lease.length());
  }

  /**
   * Adds at most so many tokens to the batch, 0 to sit the step out; returns how many. Throws
   * {@link Failed}.
   */
  int add(Batch batch, KeptKeys keys, int most) {
    try {
      return added(batch, keys, most);
    } catch (RuntimeException e) {
      throw new Failed(this, e);
    }
  }

  private int added(Batch batch, KeptKeys keys, int most) {
    if (most == 0) {
      added = 0;
    } else if (isReading()) {
      int from = lease.length();
      added = Math.min(most, prompt.length - from);
      boolean last = from + added == prompt.length;
      row = batch.add(prompt, from, from + added, lease.sequence, from, last);
    } else {
      added = course.add(batch, keys, lease, most);
    }
    return added;
  }

  /** The step is decoded; returns whether the job is over. */
  boolean took(Logits logits, KeptKeys keys) {
    if (added == 0) {
      return false;
    }
    if (!isReading()) {
      return course.took(logits, keys, lease);
    }
    keys.decoded(lease, prompt, lease.length(), added);
    return !isReading() && course.begin(logits, row, lease);
  }

  /** Whether it has a part in the step. */
  boolean isIn() {
    return added > 0;
  }
}
