package io.longshore.cli.evaluate.measure;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The words of a text as SQuAD compares them (Rajpurkar et al. 2016, evaluate-v1.1): lower case,
 * without punctuation and English articles. Of a script without spaces every character is a word,
 * as MLQA does it (Lewis et al. 2020). Compatible forms are one (NFKC): ligatures, full width.
 */
public final class Words {
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");

  private Words() {}

  public static List<String> of(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> {
          if (standsAlone(c)) {
            end(word, words);
            words.add(Character.toString(c));
          } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            end(word, words);
          } else if (!isPunctuation(c)) {
            word.appendCodePoint(c);
          }
        });
    end(word, words);
    return List.copyOf(words);
  }

  private static void end(StringBuilder word, List<String> words) {
    if (!word.isEmpty() && !ARTICLES.contains(word.toString())) {
      words.add(word.toString());
    }
    word.setLength(0);
  }

  private static boolean standsAlone(int c) {
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, THAI -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL,
          Character.FORMAT,
          Character.CONTROL ->
          true;
      default -> false;
    };
  }
}
