package io.longshore.ingest.submission;

import io.longshore.ingest.text.TextSink;
import java.time.Duration;

/** Passes on to another sink, and says now and then how far the reading is. */
final class ProgressSink implements TextSink {
  private static final long MAX_STEPS = 1_000_000;

  private final TextSink sink;
  private final Steps steps;
  private final long everyNanos;
  private long saidAt = System.nanoTime();

  /** Takes steps done and in all. */
  @FunctionalInterface
  interface Steps {
    void say(int done, int total);
  }

  ProgressSink(TextSink sink, Steps steps, Duration every) {
    this.sink = sink;
    this.steps = steps;
    this.everyNanos = every.toNanos();
  }

  @Override
  public void page(int number) {
    sink.page(number);
  }

  @Override
  public void heading(int level, String title) {
    sink.heading(level, title);
  }

  @Override
  public void text(String characters) {
    sink.text(characters);
  }

  @Override
  public void progress(long done, long total) {
    long now = System.nanoTime();
    if (total <= 0 || now - saidAt < everyNanos) {
      return;
    }
    saidAt = now;
    long unit = Math.ceilDiv(total, MAX_STEPS);
    steps.say((int) (Math.clamp(done, 0, total) / unit), (int) (total / unit));
  }

  @Override
  public void loss() {
    sink.loss();
  }
}
