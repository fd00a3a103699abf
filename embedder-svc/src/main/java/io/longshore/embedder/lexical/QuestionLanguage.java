package io.longshore.embedder.lexical;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Guesses the language of a question: by script, else by whose little words it uses. A question has
 * too few letters for statistics, but hardly one is asked without little words.
 */
final class QuestionLanguage {
  static final String UNKNOWN = "und";
  private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}']+");

  private QuestionLanguage() {}

  /** BCP 47, {@code und} when it can't be told. */
  static String of(String question) {
    String byScript = byScript(question);
    return byScript.isEmpty() ? byLittleWords(question) : byScript;
  }

  private static String byScript(String question) {
    int han = 0;
    int letters = 0;
    for (int codePoint : question.codePoints().filter(Character::isLetter).toArray()) {
      letters++;
      switch (Character.UnicodeScript.of(codePoint)) {
        case HIRAGANA, KATAKANA -> {
          return "ja";
        }
        case HANGUL -> {
          return "ko";
        }
        case THAI -> {
          return "th";
        }
        case HAN -> han++;
        default -> {}
      }
    }
    return han * 3 > letters ? "zh" : "";
  }

  private static String byLittleWords(String question) {
    List<String> words =
        NOT_LETTERS.splitAsStream(question.toLowerCase(Locale.ROOT)).distinct().toList();
    record Count(String language, long words) {}
    List<Count> counts =
        LanguageRules.all().stream()
            .map(
                rules ->
                    new Count(
                        rules.name(), words.stream().filter(rules.stopWords()::contains).count()))
            .sorted(Comparator.comparingLong(Count::words).reversed())
            .toList();
    boolean clear = counts.get(0).words() > counts.get(1).words();
    return clear ? counts.get(0).language() : UNKNOWN;
  }
}
