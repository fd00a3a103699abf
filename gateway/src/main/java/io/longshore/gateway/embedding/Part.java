package io.longshore.gateway.embedding;

import io.longshore.contracts.Limits;
import io.longshore.contracts.embedding.EmbeddingRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts that travel in one record.
 *
 * @param places of the texts in their call
 */
record Part(List<Integer> places, List<String> texts) {
  /** Of a record, apart from its texts. */
  private static final int ENVELOPE_BYTES = 32 * 1024;

  static final int TEXT_BYTES_MAX = Limits.RECORD_BYTES - ENVELOPE_BYTES;

  /** Of texts that travel together; whoever comes next waits until they are embedded. */
  private static final int BYTES = 32 * 1024;

  /**
   * The longest texts come first, so that one which is too long for the model is found before the
   * rest is embedded.
   */
  static List<Part> of(List<String> texts) {
    int[] bytes = texts.stream().mapToInt(Part::bytes).toArray();
    var longestFirst =
        IntStream.range(0, bytes.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer place) -> -bytes[place]))
            .toList();
    var parts = new ArrayList<Part>();
    var places = new ArrayList<Integer>();
    int sum = 0;
    for (int place : longestFirst) {
      if (!places.isEmpty()
          && (sum + bytes[place] > BYTES || places.size() == EmbeddingRequest.TEXTS_MAX)) {
        parts.add(part(places, texts));
        places.clear();
        sum = 0;
      }
      places.add(place);
      sum += bytes[place];
    }
    if (!places.isEmpty()) {
      parts.add(part(places, texts));
    }
    return parts;
  }

  private static Part part(List<Integer> places, List<String> texts) {
    return new Part(List.copyOf(places), places.stream().map(texts::get).toList());
  }

  /** What a text takes of a record: UTF-8, as JSON inside of JSON, so each escape is escaped. */
  static int bytes(String text) {
    long bytes = text.codePoints().mapToLong(Part::bytes).sum();
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x20) {
      return switch (codePoint) {
        case '\b', '\t', '\n', '\f', '\r' -> 3;
        default -> 7;
      };
    }
    if (codePoint == '"' || codePoint == '\\') {
      return 4;
    }
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
