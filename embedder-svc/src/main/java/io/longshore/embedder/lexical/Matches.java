package io.longshore.embedder.lexical;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The passages of a scope that hold one word, by their places in it, ascending. */
final class Matches {
  private final int[] places;
  private final byte[] frequencies;
  private final byte[] lengths;
  private int size;
  private int documents;

  /** Unpacks blocks of the word; postings outside of the scope are left out. */
  Matches(Segments scope, List<PostingRepository.Row> rows) {
    int most = rows.stream().mapToInt(PostingRepository.Row::count).sum();
    places = new int[most];
    frequencies = new byte[most];
    lengths = new byte[most];
    var reader = new Reader(scope);
    rows.stream()
        .sorted(
            Comparator.comparingInt(PostingRepository.Row::segment)
                .thenComparingInt(PostingRepository.Row::first))
        .forEach(reader::read);
  }

  int passages() {
    return size;
  }

  int documents() {
    return documents;
  }

  /** Adds what the word counts in each passage. */
  void addTo(float[] scores, double idf, double averageLength) {
    double[] saturations = new double[Postings.BYTE_MAX + 1];
    for (int length = 0; length <= Postings.BYTE_MAX; length++) {
      saturations[length] = Bm25.saturation(1, length, averageLength);
    }
    for (int i = 0; i < size; i++) {
      int length = lengths[i] & 0xff;
      double saturation =
          frequencies[i] == 1
              ? saturations[length]
              : Bm25.saturation(frequencies[i] & 0xff, length, averageLength);
      scores[places[i]] += (float) (idf * saturation);
    }
  }

  /** How often the word stands in the passages of some places, end exclusive. */
  int frequency(int from, int to) {
    int at = Arrays.binarySearch(places, 0, size, from);
    int frequency = 0;
    for (int i = at < 0 ? -at - 1 : at; i < size && places[i] < to; i++) {
      frequency += frequencies[i] & 0xff;
    }
    return frequency;
  }

  /** Walks along the parts of the scope as places ascend. */
  private final class Reader implements Postings.Visitor {
    private final Segments scope;
    private int segment;
    private int part;

    /** Where the last posting was. */
    private int seenPart = -1;

    private int seenPlace;

    Reader(Segments scope) {
      this.scope = scope;
    }

    void read(PostingRepository.Row row) {
      segment = row.segment();
      part = scope.partFrom(segment, row.first());
      Postings.read(row.first(), row.count(), row.payload(), this);
    }

    @Override
    public void visit(int place, int frequency, int length) {
      while (part < scope.parts() && scope.part(part).endsBefore(segment, place)) {
        part++;
      }
      if (part == scope.parts() || !scope.part(part).holds(segment, place)) {
        return;
      }
      places[size] = scope.base(part) + place - scope.part(part).from();
      frequencies[size] = (byte) frequency;
      lengths[size] = (byte) length;
      size++;
      if (seenPart != part || scope.part(part).hasBorder(seenPlace + 1, place)) {
        documents++;
      }
      seenPart = part;
      seenPlace = place;
    }
  }
}
