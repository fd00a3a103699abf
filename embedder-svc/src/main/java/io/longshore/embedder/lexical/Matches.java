package io.longshore.embedder.lexical;

import java.util.Comparator;
import java.util.List;

/** The passages of a scope that hold one word, by their places in it. */
final class Matches {
  private final Unpacked postings;
  private int documents;

  /** Unpacks blocks of the word; postings outside of the scope are left out. */
  Matches(Segments scope, List<PostingRepository.Row> blocks) {
    postings = new Unpacked(blocks.stream().mapToInt(PostingRepository.Row::count).sum());
    List<PostingRepository.Row> sorted =
        blocks.stream()
            .sorted(
                Comparator.comparingInt(PostingRepository.Row::segment)
                    .thenComparingInt(PostingRepository.Row::first))
            .toList();
    int from = 0;
    for (int i = 0; i < sorted.size(); i++) {
      int segment = sorted.get(i).segment();
      postings.add(sorted.get(i));
      if (i + 1 == sorted.size() || sorted.get(i + 1).segment() != segment) {
        keep(scope, segment, from);
        from = postings.size;
      }
    }
  }

  /** Of the postings of a segment those in the scope, at their places in it. */
  private void keep(Segments scope, int segment, int from) {
    int at = from;
    int kept = from;
    for (int number = scope.partFrom(segment, 0); number < scope.parts(); number++) {
      Segments.Part part = scope.part(number);
      if (part.segment() != segment) {
        break;
      }
      int to = postings.indexOf(part.to(), at);
      at = postings.indexOf(part.from(), at);
      int end = part.hidden().isEmpty() ? to : postings.drop(part.hidden(), at, to);
      documents += part.documents(postings.places, at, end);
      postings.move(at, end, kept, scope.base(number) - part.from());
      kept += end - at;
      at = to;
    }
    postings.size = kept;
  }

  int passages() {
    return postings.size;
  }

  int documents() {
    return documents;
  }

  /** Adds what the word counts in each passage. */
  void addTo(float[] scores, double idf, double averageLength) {
    float[] once = new float[Postings.BYTE_MAX + 1];
    for (int length = 0; length <= Postings.BYTE_MAX; length++) {
      once[length] = (float) (idf * Bm25.saturation(1, length, averageLength));
    }
    for (int i = 0; i < postings.size; i++) {
      int frequency = postings.frequencies[i] & 0xff;
      int length = postings.lengths[i] & 0xff;
      scores[postings.places[i]] +=
          frequency == 1
              ? once[length]
              : (float) (idf * Bm25.saturation(frequency, length, averageLength));
    }
  }

  /** How often the word stands in the passages of some places, end exclusive. */
  int frequency(int from, int to) {
    int frequency = 0;
    for (int i = postings.indexOf(from, 0); i < postings.size && postings.places[i] < to; i++) {
      frequency += postings.frequencies[i] & 0xff;
    }
    return frequency;
  }
}
