package io.longshore.generator.prompt;

import io.longshore.inference.generation.ControlTokens;
import java.util.Arrays;

/**
 * The words of others as a prompt shows them: on one line, so that they can begin none of the
 * prompt's own, and without control tokens. Knows where each of its code points stands in the
 * original.
 */
public final class Quoted {
  private final String text;

  /** Code point of the original, by shown code point. */
  private final int[] origins;

  private Quoted(String text, int[] origins) {
    this.text = text;
    this.origins = origins;
  }

  /** White space at both ends is left out. */
  public static Quoted of(String original) {
    int[] breaks = ControlTokens.places(original);
    var shown = new StringBuilder();
    int[] origins = new int[original.length() + breaks.length];
    int count = 0;
    int place = 0;
    boolean space = false;
    int spaceAt = 0;
    int next = 0;
    for (int i = 0; i < original.length(); place++) {
      int codePoint = original.codePointAt(i);
      if (isSpace(codePoint)) {
        spaceAt = space ? spaceAt : place;
        space = true;
      } else {
        if (next < breaks.length && breaks[next] <= i) {
          next++;
          if (!space) {
            spaceAt = place - 1;
            space = true;
          }
        }
        if (space && count > 0) {
          shown.append(' ');
          origins[count++] = spaceAt;
        }
        space = false;
        shown.appendCodePoint(codePoint);
        origins[count++] = place;
      }
      i += Character.charCount(codePoint);
    }
    return new Quoted(shown.toString(), Arrays.copyOf(origins, count));
  }

  /** White space, line ends of all kinds, and other control characters. */
  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }

  /** As it is shown. */
  public String text() {
    return text;
  }

  /** Code points that are shown. */
  public int length() {
    return origins.length;
  }

  /** Code point of the original at which a shown code point stands. */
  public int originalStart(int start) {
    return origins[start];
  }

  /** Code point of the original behind the last one of a shown span. */
  public int originalEnd(int end) {
    return origins[end - 1] + 1;
  }
}
