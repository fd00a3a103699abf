package io.longshore.inference.encoder;

import io.longshore.inference.tokens.Tokens;
import java.util.Arrays;

/**
 * A text as the model reads it: behind its prefix, and cut to the window.
 *
 * @param ids as many as the window holds; what doesn't fit is cut before the last special token
 * @param given tokens that there were
 * @param starts UTF-16 index into the text, by token; equal to the end for special tokens, the
 *     prefix and white space
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Reading(long[] ids, int given, int[] starts, int[] ends) {

  static Reading of(Tokens tokens, int prefix, int window) {
    int seen = Math.min(tokens.size(), window);
    long[] ids = Arrays.copyOf(tokens.ids(), seen);
    int[] starts = new int[seen];
    int[] ends = new int[seen];
    ids[seen - 1] = tokens.ids()[tokens.size() - 1];
    for (int k = 0; k < seen - 1; k++) {
      if (!tokens.isSpecial(k)) {
        starts[k] = Math.max(tokens.starts()[k] - prefix, 0);
        ends[k] = Math.max(tokens.ends()[k] - prefix, 0);
      }
    }
    return new Reading(ids, tokens.size(), starts, ends);
  }

  int seen() {
    return ids.length;
  }

  boolean isText(int token) {
    return ends[token] > starts[token];
  }
}
