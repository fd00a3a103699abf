package io.longshore.inference.encoder;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.tokens.Tokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a model reads of a text: one window or, in mode {@code pcw}, several.
 *
 * @param seen tokens of the text in any window
 * @param given tokens that there were
 */
record TextReading(List<Reading> windows, int seen, int given) {

  /**
   * @param prefix characters before the text
   */
  static TextReading of(Tokens tokens, int prefix, Positions positions, LongReading how) {
    int window = positions.longest(LongMode.PCW);
    if (how.mode() == LongMode.PCW && tokens.size() > window) {
      return parallel(tokens, prefix, window);
    }
    var reading = Reading.of(tokens, prefix, positions, how);
    return new TextReading(List.of(reading), reading.seen(), tokens.size());
  }

  /**
   * Each window has prefix and special tokens of its own; the last one is full, so it begins before
   * the end of the one before, as in LongEmbed's code.
   */
  private static TextReading parallel(Tokens tokens, int prefix, int window) {
    int head = 0;
    while (head < tokens.size() && (tokens.isSpecial(head) || tokens.ends()[head] <= prefix)) {
      head++;
    }
    int tail = tokens.isSpecial(tokens.size() - 1) ? 1 : 0;
    int body = window - head - tail;
    if (body < 1) {
      throw new IllegalArgumentException("the prefix fills the window");
    }
    int end = Math.min(tokens.size() - tail, head + Positions.WINDOWS_MAX * body);
    List<Reading> windows = new ArrayList<>();
    for (int from = head; from < end; from += body) {
      int start = Math.max(head, Math.min(from, end - body));
      windows.add(Reading.window(tokens, prefix, head, start, Math.min(start + body, end)));
    }
    return new TextReading(windows, end + tail, tokens.size());
  }

  /**
   * The mean of its windows' vectors, made to have length 1.
   *
   * @param means as many as there are windows are taken
   */
  Embedding embedding(Iterator<float[]> means) {
    float[] vector = means.next();
    for (int window = 1; window < windows.size(); window++) {
      float[] further = means.next();
      for (int d = 0; d < vector.length; d++) {
        vector[d] += further[d];
      }
    }
    Pack.normalize(vector, 0, vector.length);
    return new Embedding(vector, seen, given);
  }
}
