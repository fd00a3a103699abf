package io.longshore.modelserver.copying;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All texts that may be copied from, one behind the other, as the bytes that a model would write
 * for them: UTF-8 in which a run of white space is one space, none at the edges. A place is an
 * index of these bytes; what is said of a place is true of the text as it was given.
 */
final class Sources {
  private static final int BYTE_VALUES = 256;

  private final List<String> texts;
  private final byte[] bytes;

  /** Place → UTF-16 index of its code point in its text. */
  private final int[] units;

  /** Source → place of its first byte; one more entry, the end. */
  private final int[] firsts;

  private final BitSet starts = new BitSet();
  private final BitSet ends = new BitSet();
  private final int[][] startsByByte;

  /** Throws {@link IllegalArgumentException} for half of a surrogate pair. */
  Sources(List<String> texts) {
    this.texts = texts;
    var written = new ByteArrayOutputStream();
    var places = IntStream.builder();
    firsts = new int[texts.size() + 1];
    for (int source = 0; source < texts.size(); source++) {
      firsts[source] = written.size();
      append(source, written, places);
    }
    firsts[texts.size()] = written.size();
    bytes = written.toByteArray();
    units = places.build().toArray();
    startsByByte = new int[BYTE_VALUES][];
    for (int value = 0; value < BYTE_VALUES; value++) {
      byte wanted = (byte) value;
      startsByByte[value] = starts.stream().filter(place -> bytes[place] == wanted).toArray();
    }
  }

  private void append(int source, ByteArrayOutputStream written, IntStream.Builder places) {
    String text = texts.get(source);
    var borders = new WordBorders(text);
    boolean space = false;
    boolean blank = true;
    for (int unit = 0; unit < text.length(); ) {
      int codePoint = text.codePointAt(unit);
      int next = unit + Character.charCount(codePoint);
      if (WordBorders.isSpace(codePoint)) {
        space = !blank;
      } else {
        if (Character.getType(codePoint) == Character.SURROGATE) {
          throw new IllegalArgumentException(
              "source %d has half of a surrogate pair at %d".formatted(source, unit));
        }
        if (space) {
          written.write(' ');
          places.add(unit - 1);
        }
        space = false;
        blank = false;
        if (borders.mayStart(unit)) {
          starts.set(written.size());
        }
        byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        written.writeBytes(encoded);
        for (int k = 0; k < encoded.length; k++) {
          places.add(unit);
        }
        if (borders.mayEnd(next)) {
          ends.set(written.size());
        }
      }
      unit = next;
    }
  }

  byte at(int place) {
    return bytes[place];
  }

  /** True when nothing of the same text follows before the place. */
  boolean isOver(int place, int start) {
    return place == firsts[source(start) + 1];
  }

  boolean hasStarts() {
    return !starts.isEmpty();
  }

  /** Places where a span may begin with this byte. */
  int[] starts(byte value) {
    return startsByByte[Byte.toUnsignedInt(value)];
  }

  /** Whether a span from {@code start} may end before {@code place}. */
  boolean mayEnd(int start, int place) {
    return place > start && ends.get(place);
  }

  /** The last place up to {@code place} where a span from {@code start} may end, or -1. */
  int lastEnd(int start, int place) {
    int end = ends.previousSetBit(place);
    return end > start ? end : -1;
  }

  /** The text between two places, as it was given; half a code point at the end is left out. */
  String text(int start, int end) {
    int whole = end;
    while (whole > start && whole < bytes.length && isInside(bytes[whole])) {
      whole--;
    }
    if (whole <= start) {
      return "";
    }
    return texts.get(source(start)).substring(units[start], unitAfter(whole - 1));
  }

  CopiedSpan span(int start, int end) {
    int source = source(start);
    String text = texts.get(source);
    int first = text.codePointCount(0, units[start]);
    return new CopiedSpan(
        source, first, first + text.codePointCount(units[start], unitAfter(end - 1)));
  }

  private int unitAfter(int place) {
    return units[place] + Character.charCount(texts.get(source(place)).codePointAt(units[place]));
  }

  private int source(int place) {
    int found = Arrays.binarySearch(firsts, place);
    if (found < 0) {
      return -found - 2;
    }
    while (firsts[found + 1] == place) { // empty texts begin at the same place
      found++;
    }
    return found;
  }

  private static boolean isInside(byte value) {
    return (value & 0xC0) == 0x80;
  }
}
