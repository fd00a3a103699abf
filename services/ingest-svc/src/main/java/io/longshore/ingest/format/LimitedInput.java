package io.longshore.ingest.format;

import io.longshore.ingest.refusal.Refusal;
import io.longshore.ingest.refusal.Refused;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Refuses what unpacks to more than is allowed. */
final class LimitedInput extends FilterInputStream {
  private long left;

  LimitedInput(InputStream in, long maxBytes) {
    super(in);
    this.left = maxBytes;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw new Refused(Refusal.PARSE_TOO_BIG);
    }
  }
}
