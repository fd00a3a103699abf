package io.longshore.generator.task;

import io.longshore.contracts.question.Question;
import io.longshore.runtime.timing.Timings;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a task, as its work sees it. The work calls {@link #goOn} before everything that
 * it lets others see, and {@link #save} after it.
 */
public final class Run {
  private final Question question;
  private final int attempt;
  private final @Nullable String checkpoint;
  private final Timings timings;
  private final BooleanSupplier cancelled;
  private final LongSupplier nanoClock;
  private volatile long heldUntil;
  private volatile boolean lost;
  private volatile @Nullable Supplier<String> unsaved;

  /**
   * @param checkpoint of the attempt before
   * @param heldUntil on the clock
   */
  Run(
      Question question,
      int attempt,
      @Nullable String checkpoint,
      Timings timings,
      BooleanSupplier cancelled,
      LongSupplier nanoClock,
      long heldUntil) {
    this.question = question;
    this.attempt = attempt;
    this.checkpoint = checkpoint;
    this.timings = timings;
    this.cancelled = cancelled;
    this.nanoClock = nanoClock;
    this.heldUntil = heldUntil;
  }

  public Question question() {
    return question;
  }

  /** From 1. */
  public int attempt() {
    return attempt;
  }

  /** Of this room, since the question was received or taken over. */
  public Timings timings() {
    return timings;
  }

  /**
   * Returns while there is sense in going on.
   *
   * @throws TaskLost when another may be at it
   * @throws TaskCancelled when nobody waits for it
   */
  public void goOn() {
    checkHeld();
    if (cancelled.getAsBoolean()) {
      throw new TaskCancelled();
    }
  }

  /**
   * As {@link #goOn}, for what is said of a cancelled one too.
   *
   * @throws TaskLost when another may be at it
   */
  public void checkHeld() {
    if (lost || nanoClock.getAsLong() - heldUntil >= 0) {
      throw new TaskLost();
    }
  }

  /** What the attempt before saved last. */
  public Optional<String> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  /**
   * Says how far the work has come. It is written with the next renewal of the lease, the latest
   * one only: a task that ends before costs nothing, a longer one loses what it did since.
   *
   * @param text made when it is written, on another thread; longer than {@code
   *     longshore.tasks.checkpoint-bytes} it is not kept
   */
  public void save(Supplier<String> text) {
    unsaved = text;
  }

  void hold(long until) {
    heldUntil = until;
  }

  void lose() {
    lost = true;
  }

  /** What is to be written now. */
  Optional<String> unsaved() {
    Supplier<String> text = unsaved;
    unsaved = null;
    return Optional.ofNullable(text).map(Supplier::get);
  }
}
