package io.longshore.embedder.lexical;

import java.io.ByteArrayOutputStream;

/**
 * The passages of one source that hold one term, packed: for each the distance to the one before as
 * a varint, how often it holds the term and how many terms it has, a byte each. Self-contained, so
 * that averages may change without rewriting.
 */
final class Postings {
  /** Postings of a row; at most 7 bytes each, so that a row always fits a page of 8 kB. */
  static final int BLOCK = 1024;

  static final int BYTE_MAX = 255;

  private Postings() {}

  /** Reads one posting after another. */
  interface Visitor {
    void visit(int ordinal, int frequency, int length);
  }

  /**
   * Unpacks a block.
   *
   * @param first the ordinal of its first passage
   */
  static void read(int first, int count, byte[] payload, Visitor visitor) {
    int at = 0;
    int ordinal = first;
    for (int i = 0; i < count; i++) {
      int distance = 0;
      int shift = 0;
      byte next;
      do {
        next = payload[at++];
        distance |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      ordinal += distance;
      visitor.visit(ordinal, payload[at] & 0xff, payload[at + 1] & 0xff);
      at += 2;
    }
  }

  /** One block that grows by passages of ascending ordinals. */
  static final class Block {
    private final int first;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream(16);
    private int last;
    private int count;

    Block(int first) {
      this.first = first;
      this.last = first;
    }

    void add(int ordinal, int frequency, int length) {
      int distance = ordinal - last;
      while (distance > 0x7f) {
        payload.write((distance & 0x7f) | 0x80);
        distance >>>= 7;
      }
      payload.write(distance);
      payload.write(Math.min(BYTE_MAX, frequency));
      payload.write(Math.min(BYTE_MAX, length));
      last = ordinal;
      count++;
    }

    boolean isFull() {
      return count >= BLOCK;
    }

    int first() {
      return first;
    }

    int count() {
      return count;
    }

    byte[] payload() {
      return payload.toByteArray();
    }
  }
}
