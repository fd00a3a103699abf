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

  /** Reads one posting after another. */
  interface Visitor {
    void visit(int place, int frequency, int length);
  }

  /**
   * Unpacks a block.
   *
   * @param first the place that its first distance counts from
   */
  static void read(int first, int count, byte[] payload, Visitor visitor) {
    int at = 0;
    int place = first;
    for (int i = 0; i < count; i++) {
      int distance = 0;
      int shift = 0;
      byte next;
      do {
        next = payload[at++];
        distance |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      place += distance;
      visitor.visit(place, payload[at] & 0xff, payload[at + 1] & 0xff);
      at += 2;
    }
  }

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
