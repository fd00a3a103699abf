package io.longshore.embedder.lexical;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Postings side by side, by ascending places. Plain arrays and a loop for each thing that is done
 * to them: a question reads a million, also where the JVM's first compiler is its only one.
 */
final class Unpacked {
  final int[] places;
  final byte[] frequencies;
  final byte[] lengths;
  int size;

  Unpacked(int most) {
    places = new int[most];
    frequencies = new byte[most];
    lengths = new byte[most];
  }

  /** Adds those of a block. */
  void add(PostingRepository.Row block) {
    byte[] payload = block.payload();
    int place = block.first();
    int at = 0;
    int end = size + block.count();
    for (int i = size; i < end; i++) {
      int next = payload[at++];
      int distance = next & 0x7f;
      for (int shift = 7; next < 0; shift += 7) {
        next = payload[at++];
        distance |= (next & 0x7f) << shift;
      }
      place += distance;
      places[i] = place;
      frequencies[i] = payload[at++];
      lengths[i] = payload[at++];
    }
    size = end;
  }

  /** Index of the first posting that is not before a place. */
  int indexOf(int place, int from) {
    int at = Arrays.binarySearch(places, from, size, place);
    return at < 0 ? -at - 1 : at;
  }

  /** Drops postings at some places, between two indexes; returns where the others end. */
  int drop(BitSet hidden, int from, int to) {
    int kept = from;
    for (int i = from; i < to; i++) {
      if (!hidden.get(places[i])) {
        places[kept] = places[i];
        frequencies[kept] = frequencies[i];
        lengths[kept] = lengths[i];
        kept++;
      }
    }
    return kept;
  }

  /** Moves postings to an index before them, and their places by a distance. */
  void move(int from, int to, int target, int distance) {
    for (int i = from; i < to; i++) {
      places[target + i - from] = places[i] + distance;
    }
    if (from != target) {
      System.arraycopy(frequencies, from, frequencies, target, to - from);
      System.arraycopy(lengths, from, lengths, target, to - from);
    }
  }
}
