package io.longshore.embedder.lexical;

import java.io.ByteArrayOutputStream;

/**
 * The passages of one segment that hold one term, packed: for each the distance to the one before
 * as a varint, how often it holds the term and how many terms it has, a byte each. Self-contained,
 * so that averages may change without rewriting.
 */
final class Postings {
  /** Postings of a row; at most 7 bytes each, so that a row always fits a page of 8 kB. */
  static final int BLOCK = 1024;

  static final int BYTE_MAX = 255;

  private Postings() {}

  /** One block that grows by passages of ascending places. */
  static final class Block {
    private final int first;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream(16);
    private int last;
    private int count;

    Block(int first) {
      this.first = first;
      this.last = first;
    }

    /** One that was stored and goes on growing. */
    Block(int first, int last, int count, byte[] payload) {
      this.first = first;
      this.last = last;
      this.count = count;
      this.payload.writeBytes(payload);
    }

    void add(int place, int frequency, int length) {
      int distance = place - last;
      while (distance > 0x7f) {
        payload.write((distance & 0x7f) | 0x80);
        distance >>>= 7;
      }
      payload.write(distance);
      payload.write(Math.min(BYTE_MAX, frequency));
      payload.write(Math.min(BYTE_MAX, length));
      last = place;
      count++;
    }

    boolean isFull() {
      return count >= BLOCK;
    }

    int first() {
      return first;
    }

    int last() {
      return last;
    }

    int count() {
      return count;
    }

    byte[] payload() {
      return payload.toByteArray();
    }
  }
}
