package io.longshore.generator.extraction;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Text;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One or more sentences of a passage that follow each other.
 *
 * @param start code point relative to the passage
 * @param end code point after the last one
 */
public record Quote(Passage passage, int start, int end) {
  private static final Pattern HANGING = Pattern.compile("[\\s\\p{P}]+$");

  /** Exactly as it stands in the passage. */
  public String text() {
    return new Text(passage.text()).slice(start, end);
  }

  /** As it is read in an answer. */
  public String cleaned() {
    return cleaned(text());
  }

  /** Line breaks and runs of white space become one space. */
  public static String cleaned(String text) {
    return text.replaceAll("[\\s\\p{Z}]+", " ").strip();
  }

  /** The same, cut behind a word with … where it has more UTF-16 characters than allowed. */
  public String cleaned(int charsMax) {
    String whole = cleaned();
    if (whole.length() <= charsMax) {
      return whole;
    }
    BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
    words.setText(whole);
    int end = words.preceding(charsMax);
    if (end < charsMax / 2) { // no words, as in Han script
      end = charsMax - (Character.isHighSurrogate(whole.charAt(charsMax - 2)) ? 2 : 1);
    }
    return HANGING.matcher(whole.substring(0, end)).replaceFirst("") + "…";
  }

  public Span span() {
    return passage.span().part(start, end);
  }
}
