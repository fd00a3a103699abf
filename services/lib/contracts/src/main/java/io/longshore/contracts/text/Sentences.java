package io.longshore.contracts.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a text into sentences: the unit that passages are aligned to and that answers quote. Java's
 * {@link BreakIterator} by language, mended where it cuts after an abbreviation or an initial, and
 * cut at blank lines. Locale-independent enough for any script: 。！？ end a sentence too.
 */
public final class Sentences {
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "e.g", "i.e", "cf", "fig", "eq", "no",
          "vol", "pp", "al", "jr", "sr", "inc", "ltd", "co", "gen", "col", "capt", "lt", "art",
          "approx", "z.b", "d.h", "bzw", "ca", "nr", "dll", "drs", "dra");

  /** Languages that write "8. Februar": a full stop makes a number an ordinal. */
  private static final Set<String> WITH_ORDINALS =
      Set.of("de", "da", "nb", "nn", "no", "fi", "cs", "sk", "hu", "pl", "sl", "hr");

  private Sentences() {}

  /**
   * The sentences in order. White space around a sentence belongs to none.
   *
   * @param language BCP 47 tag, {@code und} when unknown
   * @return UTF-16 ranges of the given string
   */
  public static List<Range> of(String text, String language) {
    BreakIterator iterator = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
    iterator.setText(text);
    boolean ordinals = WITH_ORDINALS.contains(Locale.forLanguageTag(language).getLanguage());
    List<Range> sentences = new ArrayList<>();
    int start = iterator.first();
    for (int end = iterator.next(); end != BreakIterator.DONE; end = iterator.next()) {
      if (end < text.length()
          && (goesOn(text, end) || endsInAbbreviation(text, start, end, ordinals))) {
        continue;
      }
      addParagraphs(text, start, end, sentences);
      start = end;
    }
    if (start < text.length()) {
      addParagraphs(text, start, text.length(), sentences);
    }
    return sentences;
  }

  /** A blank line and a new item of a list end a sentence, whatever the punctuation says. */
  private static void addParagraphs(String text, int start, int end, List<Range> into) {
    int from = start;
    for (int i = start; i + 1 < end; i++) {
      if (text.charAt(i) == '\n' && (text.charAt(i + 1) == '\n' || isItem(text, i + 1, end))) {
        addTrimmed(text, from, i, into);
        from = i + 1;
      }
    }
    addTrimmed(text, from, end, into);
  }

  private static boolean isItem(String text, int at, int end) {
    return at + 1 < end && "-*•–".indexOf(text.charAt(at)) >= 0 && text.charAt(at + 1) == ' ';
  }

  /**
   * Whether the sentence goes on where the iterator would end it: a full stop inside of a word
   * (./run.sh), a quoted question in the middle (he asked "why?" again).
   */
  private static boolean goesOn(String text, int at) {
    char before = text.charAt(at - 1);
    if (before == '.') {
      return true;
    }
    int last = at - 1;
    while (last > 0 && isSpace(text.charAt(last))) {
      last--;
    }
    return Character.isLowerCase(text.charAt(at)) && "\"'”’“»«)]".indexOf(text.charAt(last)) >= 0;
  }

  private static void addTrimmed(String text, int start, int end, List<Range> into) {
    int from = start;
    int to = end;
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    if (from < to) {
      into.add(new Range(from, to));
    }
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean endsInAbbreviation(String text, int start, int end, boolean ordinals) {
    int to = end;
    while (to > start && isSpace(text.charAt(to - 1))) {
      if (text.charAt(to - 1) == '\n' && to - 2 >= start && text.charAt(to - 2) == '\n') {
        return false;
      }
      to--;
    }
    if (to == start || text.charAt(to - 1) != '.') {
      return false;
    }
    int word = to - 1;
    while (word > start && !isSpace(text.charAt(word - 1)) && text.charAt(word - 1) != '(') {
      word--;
    }
    String last = text.substring(word, to - 1);
    boolean initial = last.length() == 1 && Character.isUpperCase(last.charAt(0));
    boolean ordinal = ordinals && last.matches("\\d{1,2}");
    return initial || ordinal || ABBREVIATIONS.contains(last.toLowerCase(Locale.ROOT));
  }

  /** UTF-16 range, end exclusive. */
  public record Range(int start, int end) {
    public String of(String text) {
      return text.substring(start, end);
    }
  }
}
