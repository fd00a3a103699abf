package io.longshore.generator.citation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in Latin letters, where words can't be compared because the languages differ. Where nouns
 * begin with a capital too, only several such words in a row are one.
 */
final class Names {
  private static final Pattern RUN =
      Pattern.compile(
          "(?<![\\p{L}&&[^\\p{IsHan}]])\\p{Lu}[\\p{L}\\p{M}&&[^\\p{IsHan}]]*(?:[ -]\\p{Lu}[\\p{L}\\p{M}&&[^\\p{IsHan}]]*)*");
  private static final Pattern LETTERS_BEFORE = Pattern.compile("^\\P{L}*$");
  private static final Set<String> LANGUAGES_WITHOUT_CAPITAL_NOUNS = Set.of("en", "id", "zh");
  private static final Set<String> MONTHS =
      Set.copyOf(
          Arrays.asList(
              ("january february march april may june july august september october november december"
                      + " januari februari maret mei juni juli agustus oktober desember")
                  .split(" ")));

  private Names() {}

  /**
   * The words of them, lower case.
   *
   * @param language ISO 639-1, as far as it is known
   */
  static Set<String> of(String sentence, String language) {
    Set<String> names = new HashSet<>();
    Matcher run = RUN.matcher(sentence);
    while (run.find()) {
      List<String> words =
          new ArrayList<>(List.of(run.group().toLowerCase(Locale.ROOT).split("[ -]", -1)));
      boolean opens = LETTERS_BEFORE.matcher(sentence.substring(0, run.start())).matches();
      while (!words.isEmpty() && isNone(words.getFirst())) {
        words.removeFirst();
        opens = false;
      }
      if (!LANGUAGES_WITHOUT_CAPITAL_NOUNS.contains(language)) {
        int from = words.size() < 2 ? words.size() : words.size() - 2;
        names.addAll(words.subList(from, words.size()));
      } else if (words.size() > 1 || !opens) {
        names.addAll(words);
      }
    }
    names.removeIf(Names::isNone);
    return names;
  }

  private static boolean isNone(String lower) {
    return lower.length() < 2
        || FunctionWords.contains(lower)
        || FunctionWords.opens(lower)
        || MONTHS.contains(lower)
        || Numbers.isWord(lower)
        || Units.isOne(lower);
  }
}
