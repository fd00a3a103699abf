package io.longshore.reranker.scoring;

import io.longshore.inference.encoder.TokenVectors;
import java.util.Arrays;

/** The cosines of all tokens of a question to all tokens of a text. */
final class Cosines {
  private final TokenVectors text;
  private final float[][] cosines;

  private Cosines(TokenVectors text, float[][] cosines) {
    this.text = text;
    this.cosines = cosines;
  }

  static Cosines of(TokenVectors question, TokenVectors text) {
    float[][] cosines = new float[question.size()][text.size()];
    for (int asked = 0; asked < question.size(); asked++) {
      for (int token = 0; token < text.size(); token++) {
        cosines[asked][token] = question.cosine(asked, text, token);
      }
    }
    return new Cosines(text, cosines);
  }

  Match whole() {
    return match(0, text.size());
  }

  /**
   * With the tokens that touch a range; -1 where there are none.
   *
   * @param start UTF-16 index into the text
   * @param end UTF-16 index, exclusive
   */
  Match range(int start, int end) {
    int from = 0;
    while (from < text.size() && text.offsets(from).end() <= start) {
      from++;
    }
    int to = from;
    while (to < text.size() && text.offsets(to).start() < end) {
      to++;
    }
    return match(from, to);
  }

  private Match match(int from, int to) {
    float[] best = new float[cosines.length];
    Arrays.fill(best, -1);
    for (int asked = 0; asked < best.length; asked++) {
      for (int token = from; token < to; token++) {
        best[asked] = Math.max(best[asked], cosines[asked][token]);
      }
    }
    return new Match(best);
  }
}
