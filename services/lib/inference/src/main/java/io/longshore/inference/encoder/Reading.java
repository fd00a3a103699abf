package io.longshore.inference.encoder;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.tokens.Tokens;
import java.util.Arrays;

/**
 * Tokens that the model reads at once: a text behind its prefix, cut to what the mode allows.
 *
 * @param ids what doesn't fit is cut before the last special token
 * @param positions the row of each token
 * @param sharpness factor of the attention's scores, 1 or more
 * @param given tokens that there were
 * @param starts UTF-16 index into the text, by token; equal to the end for special tokens, the
 *     prefix and white space
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Reading(long[] ids, long[] positions, float sharpness, int given, int[] starts, int[] ends) {

  static Reading of(Tokens tokens, int prefix, Positions positions, LongReading how) {
    LongMode mode = how.mode();
    int seen = Math.min(tokens.size(), positions.longest(mode));
    double sharpness =
        how.scaled() && seen > positions.window()
            ? Math.log(seen) / Math.log(positions.window())
            : 1;
    var reading =
        new Reading(
            Arrays.copyOf(tokens.ids(), seen),
            positions.rows(mode, seen),
            (float) sharpness,
            tokens.size(),
            new int[seen],
            new int[seen]);
    reading.ids[seen - 1] = tokens.ids()[tokens.size() - 1];
    for (int k = 0; k < seen - 1; k++) {
      reading.place(k, tokens, k, prefix);
    }
    return reading;
  }

  /** The tokens before {@code head}, those from start to end, and what special token is last. */
  static Reading window(Tokens tokens, int prefix, int head, int start, int end) {
    boolean closed = tokens.isSpecial(tokens.size() - 1);
    int seen = head + end - start + (closed ? 1 : 0);
    long[] positions = new long[seen];
    Arrays.setAll(positions, k -> k);
    var reading =
        new Reading(new long[seen], positions, 1, tokens.size(), new int[seen], new int[seen]);
    System.arraycopy(tokens.ids(), 0, reading.ids, 0, head);
    System.arraycopy(tokens.ids(), start, reading.ids, head, end - start);
    for (int k = start; k < end; k++) {
      reading.place(head + k - start, tokens, k, prefix);
    }
    if (closed) {
      reading.ids[seen - 1] = tokens.ids()[tokens.size() - 1];
    }
    return reading;
  }

  private void place(int at, Tokens tokens, int token, int prefix) {
    if (!tokens.isSpecial(token)) {
      starts[at] = Math.max(tokens.starts()[token] - prefix, 0);
      ends[at] = Math.max(tokens.ends()[token] - prefix, 0);
    }
  }

  int seen() {
    return ids.length;
  }

  boolean isText(int token) {
    return ends[token] > starts[token];
  }
}
