package io.longshore.modelserver.copying;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a quotation of a text may begin and end. In scripts that are written without spaces that is
 * at every character that a reader sees as one.
 */
final class WordBorders {
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR,
          UnicodeScript.TIBETAN);

  private final String text;
  private final BitSet words;
  private final BitSet characters;

  WordBorders(String text) {
    this.text = text;
    words = all(BreakIterator.getWordInstance(Locale.ROOT), text);
    characters = all(BreakIterator.getCharacterInstance(Locale.ROOT), text);
  }

  private static BitSet all(BreakIterator iterator, String text) {
    var places = new BitSet(text.length() + 1);
    iterator.setText(text);
    for (int place = iterator.first(); place != BreakIterator.DONE; place = iterator.next()) {
      places.set(place);
    }
    return places;
  }

  /** Whether words begin at a UTF-16 index: not with what ends a sentence or a bracket. */
  boolean mayStart(int unit) {
    if (unit >= text.length() || !isBorder(unit)) {
      return false;
    }
    int codePoint = text.codePointAt(unit);
    return !isSpace(codePoint)
        && (!closes(codePoint) || unit == 0 || isSpace(text.codePointBefore(unit)));
  }

  /** Whether words end before a UTF-16 index. */
  boolean mayEnd(int unit) {
    return unit > 0 && isBorder(unit) && !isSpace(text.codePointBefore(unit));
  }

  private boolean isBorder(int unit) {
    return characters.get(unit)
        && (words.get(unit)
            || isUnspaced(text.codePointAt(unit))
            || isUnspaced(text.codePointBefore(unit)));
  }

  private static boolean isUnspaced(int codePoint) {
    return UNSPACED.contains(UnicodeScript.of(codePoint));
  }

  private static boolean closes(int codePoint) {
    return Character.getType(codePoint) == Character.END_PUNCTUATION
        || ".,;:!?…。，、；：！？".indexOf(codePoint) >= 0;
  }

  static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }
}
