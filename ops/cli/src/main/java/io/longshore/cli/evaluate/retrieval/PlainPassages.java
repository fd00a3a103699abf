package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.data.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text as the plain recipe does: whole sentences, as many as have at most {@value
 * #WORDS_MAX} words together. A longer sentence is cut between words. A character of a script
 * without spaces is a word.
 */
final class PlainPassages {
  static final int WORDS_MAX = 110;

  private final List<String> passages = new ArrayList<>();
  private final StringBuilder passage = new StringBuilder();
  private int words;

  private PlainPassages() {}

  /** None of a text without words. */
  static List<String> of(String text) {
    var cut = new PlainPassages();
    Sentences.of(text).forEach(cut::add);
    cut.end();
    return List.copyOf(cut.passages);
  }

  private void add(String sentence) {
    int count = words(sentence);
    if (count > WORDS_MAX) {
      end();
      cut(sentence);
      return;
    }
    if (words + count > WORDS_MAX) {
      end();
    }
    append(sentence, count);
  }

  private void append(String text, int count) {
    if (!passage.isEmpty()) {
      passage.append(' ');
    }
    passage.append(text);
    words += count;
  }

  private void end() {
    if (!passage.isEmpty()) {
      passages.add(passage.toString());
    }
    passage.setLength(0);
    words = 0;
  }

  /** Its last piece stays open for the next sentence. */
  private void cut(String sentence) {
    int start = 0;
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < sentence.length(); ) {
      int c = sentence.codePointAt(i);
      boolean begins = begins(c, inWord);
      if (begins && count == WORDS_MAX) {
        passages.add(sentence.substring(start, i).strip());
        start = i;
        count = 0;
      }
      count += begins ? 1 : 0;
      inWord = isWord(c) && !standsAlone(c);
      i += Character.charCount(c);
    }
    append(sentence.substring(start).strip(), count);
  }

  static int words(String text) {
    int count = 0;
    boolean inWord = false;
    for (int c : text.codePoints().toArray()) {
      count += begins(c, inWord) ? 1 : 0;
      inWord = isWord(c) && !standsAlone(c);
    }
    return count;
  }

  private static boolean begins(int c, boolean inWord) {
    return standsAlone(c) || (isWord(c) && !inWord);
  }

  private static boolean isWord(int c) {
    return !Character.isWhitespace(c) && !Character.isSpaceChar(c);
  }

  private static boolean standsAlone(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI -> true;
      default -> false;
    };
  }
}
