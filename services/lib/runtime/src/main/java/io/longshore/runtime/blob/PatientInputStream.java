package io.longshore.runtime.blob;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Another's stream on its way into a store. Tells whose fault it is that nothing goes on: while a
 * read is under way its source is slow, between two reads the store is.
 */
final class PatientInputStream extends FilterInputStream {
  private final ReentrantLock lock = new ReentrantLock();
  private boolean reading;
  private boolean takenBack;
  private long since = System.nanoTime();

  PatientInputStream(InputStream in) {
    super(in);
  }

  /**
   * Takes the stream from its reader, if that has not come back to it for so long: it gets nothing
   * more of it, however late it comes.
   */
  boolean takeBackAfter(Duration silence) {
    lock.lock();
    try {
      takenBack = !reading && System.nanoTime() - since >= silence.toNanos();
      return takenBack;
    } finally {
      lock.unlock();
    }
  }

  private void begin() throws IOException {
    lock.lock();
    try {
      if (takenBack) {
        throw new IOException("The stream was taken back");
      }
      reading = true;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      reading = false;
      since = System.nanoTime();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read() throws IOException {
    begin();
    try {
      return super.read();
    } finally {
      end();
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    begin();
    try {
      return super.read(bytes, offset, length);
    } finally {
      end();
    }
  }
}
