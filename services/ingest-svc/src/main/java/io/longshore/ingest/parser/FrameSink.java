package io.longshore.ingest.parser;

import io.longshore.ingest.text.TextSink;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Tells the other process what a reader finds. */
final class FrameSink implements TextSink {
  /** Progress is said this often at most; a reader may report every paragraph. */
  private static final long PROGRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final DataOutputStream out;
  private final StringBuilder pending = new StringBuilder();
  private long saidAt = System.nanoTime() - PROGRESS_NANOS;

  FrameSink(DataOutputStream out) {
    this.out = out;
  }

  @Override
  public void page(int number) {
    write(new Frame.Page(number));
  }

  @Override
  public void heading(int level, String title) {
    write(new Frame.Heading(level, title.substring(0, Math.min(title.length(), Frame.MAX_CHARS))));
  }

  /** Small pieces travel together. */
  @Override
  public void text(String characters) {
    for (int from = 0; from < characters.length(); ) {
      int to = Math.min(characters.length(), from + Frame.MAX_CHARS - pending.length());
      pending.append(characters, from, to);
      from = to;
      if (pending.length() == Frame.MAX_CHARS) {
        writePending();
      }
    }
  }

  @Override
  public void progress(long done, long total) {
    long now = System.nanoTime();
    if (now - saidAt >= PROGRESS_NANOS) {
      saidAt = now;
      write(new Frame.Progress(done, total));
      flush();
    }
  }

  @Override
  public void loss() {
    write(new Frame.Loss());
  }

  void write(Frame frame) {
    writePending();
    writeFrame(frame);
  }

  private void writePending() {
    if (pending.isEmpty()) {
      return;
    }
    // Half of a pair does not survive UTF-8.
    int last = pending.length() - 1;
    char half = Character.isHighSurrogate(pending.charAt(last)) ? pending.charAt(last) : 0;
    pending.setLength(half == 0 ? last + 1 : last);
    writeFrame(new Frame.Text(pending.toString()));
    pending.setLength(0);
    if (half != 0) {
      pending.append(half);
    }
  }

  private void writeFrame(Frame frame) {
    try {
      frame.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
