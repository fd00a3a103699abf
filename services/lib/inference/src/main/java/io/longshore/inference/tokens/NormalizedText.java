package io.longshore.inference.tokens;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;

/**
 * A text as SentencePiece's {@code nmt_nfkc} leaves it (control characters out, every kind of white
 * space as one space, NFKC), and for each of its characters the place in the source that it comes
 * from.
 */
final class NormalizedText {
  private static final char SPACE = ' ';

  private char[] chars;
  private int[] starts;
  private int[] ends;
  private int length;

  private NormalizedText(int capacity) {
    chars = new char[capacity];
    starts = new int[capacity];
    ends = new int[capacity];
  }

  static NormalizedText of(String source) {
    var text = new NormalizedText(source.length() + 16);
    for (int at = 0; at < source.length(); ) {
      int end = clusterEnd(source, at);
      text.addCluster(source, at, end);
      at = end;
    }
    return text;
  }

  int length() {
    return length;
  }

  char charAt(int at) {
    return chars[at];
  }

  int sourceStart(int at) {
    return starts[at];
  }

  int sourceEnd(int at) {
    return ends[at];
  }

  /** What NFKC may join: a character and the marks behind it. */
  private static int clusterEnd(String source, int at) {
    int end = at + Character.charCount(source.codePointAt(at));
    while (end < source.length()
        && source.charAt(end) >= '\u0300'
        && joins(source.codePointAt(end))) {
      end += Character.charCount(source.codePointAt(end));
    }
    return end;
  }

  private static boolean joins(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (codePoint >= 0x1160 && codePoint <= 0x11ff) // Hangul vowels and finals
        || codePoint == 0xff9e
        || codePoint == 0xff9f; // half-width voice marks
  }

  private void addCluster(String source, int start, int end) {
    char first = source.charAt(start);
    if (end - start == 1 && (first < '\u0080' || (first >= '\u4e00' && first <= '\u9fff'))) {
      addMapped(first, start, end);
      return;
    }
    String cluster = source.substring(start, end);
    if (Normalizer.isNormalized(cluster, Form.NFKC)) {
      for (int at = start; at < end; ) {
        int codePoint = source.codePointAt(at);
        int next = at + Character.charCount(codePoint);
        addMapped(codePoint, at, next);
        at = next;
      }
    } else {
      Normalizer.normalize(cluster, Form.NFKC)
          .codePoints()
          .forEach(codePoint -> addMapped(codePoint, start, end));
    }
  }

  private void addMapped(int codePoint, int start, int end) {
    int mapped = map(codePoint);
    if (mapped == SPACE && length > 0 && chars[length - 1] == SPACE) {
      return;
    }
    if (mapped >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
      add(Character.highSurrogate(mapped), start, end);
      add(Character.lowSurrogate(mapped), start, end);
    } else if (mapped >= 0) {
      add((char) mapped, start, end);
    }
  }

  private static int map(int c) {
    if ((c >= 0x01 && c <= 0x08)
        || c == 0x0b
        || (c >= 0x0e && c <= 0x1f)
        || c == 0x7f
        || c == 0x8f
        || c == 0x9f) {
      return -1;
    }
    return switch (c) {
      case '\t',
          '\n',
          '\f',
          '\r',
          0x1680,
          0x200b,
          0x200c,
          0x200d,
          0x200e,
          0x200f,
          0x2028,
          0x2029,
          0x2581,
          0xfeff,
          0xfffd ->
          SPACE;
      default -> c;
    };
  }

  private void add(char c, int start, int end) {
    if (length == chars.length) {
      int capacity = length + (length >> 1);
      chars = Arrays.copyOf(chars, capacity);
      starts = Arrays.copyOf(starts, capacity);
      ends = Arrays.copyOf(ends, capacity);
    }
    chars[length] = c;
    starts[length] = start;
    ends[length] = end;
    length++;
  }
}
