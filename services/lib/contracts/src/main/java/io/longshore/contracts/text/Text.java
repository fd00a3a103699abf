package io.longshore.contracts.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string that knows its positions in code points, UTF-16 units and UTF-8 bytes. Immutable; a
 * conversion costs at most {@value #STEP} steps.
 */
public final class Text {
  private static final int STEP = 512;

  private final String value;
  private final int codePoints;

  /** UTF-16 index and UTF-8 offset of code point {@code k * STEP}. */
  private final int[] utf16At;

  private final int[] utf8At;

  public Text(String value) {
    this.value = value;
    int[] units = new int[value.length() / STEP + 2];
    int[] bytes = new int[units.length];
    int count = 0;
    int offset = 0;
    for (int i = 0; i < value.length(); count++) {
      if (count % STEP == 0) {
        units[count / STEP] = i;
        bytes[count / STEP] = offset;
      }
      int codePoint = value.codePointAt(i);
      i += Character.charCount(codePoint);
      offset += utf8Length(codePoint);
    }
    this.codePoints = count;
    int marks = count / STEP + 1;
    if (count % STEP == 0) {
      units[marks - 1] = value.length();
      bytes[marks - 1] = offset;
    }
    this.utf16At = Arrays.copyOf(units, marks);
    this.utf8At = Arrays.copyOf(bytes, marks);
  }

  /** Length in code points. */
  public int length() {
    return codePoints;
  }

  /** Index in UTF-16 units of a code point; the length is a legal position. */
  public int utf16(int codePoint) {
    check(codePoint);
    int mark = codePoint / STEP;
    return value.offsetByCodePoints(utf16At[mark], codePoint - mark * STEP);
  }

  /** Offset in UTF-8 bytes of a code point. A lone surrogate counts as it is encoded: one byte. */
  public int utf8(int codePoint) {
    int mark = codePoint / STEP;
    int from = utf16At[Math.min(mark, utf16At.length - 1)];
    return utf8At[mark]
        + value.substring(from, utf16(codePoint)).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Code point that holds the UTF-16 unit at this index. */
  public int codePoint(int utf16) {
    if (utf16 < 0 || utf16 > value.length()) {
      throw new IndexOutOfBoundsException(
          "unit %d of a text of %d units".formatted(utf16, value.length()));
    }
    int mark = Arrays.binarySearch(utf16At, utf16);
    if (mark < 0) {
      mark = -mark - 2;
    }
    int at = utf16;
    if (at > 0
        && at < value.length()
        && Character.isLowSurrogate(value.charAt(at))
        && Character.isHighSurrogate(value.charAt(at - 1))) {
      at--;
    }
    return mark * STEP + value.codePointCount(utf16At[mark], at);
  }

  /** The code points from {@code start} to before {@code end}. */
  public String slice(int start, int end) {
    return value.substring(utf16(start), utf16(end));
  }

  /** The whole string. */
  @Override
  public String toString() {
    return value;
  }

  private void check(int codePoint) {
    if (codePoint < 0 || codePoint > codePoints) {
      throw new IndexOutOfBoundsException(
          "code point %d of a text of %d".formatted(codePoint, codePoints));
    }
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      return 1;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
