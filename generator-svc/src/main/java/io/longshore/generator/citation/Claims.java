package io.longshore.generator.citation;

import io.longshore.generator.abstention.Language;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a sentence claims, as far as words tell it.
 *
 * @param numbers as {@link Numbers} has them
 * @param names words that begin with a capital, lower case; in German nouns too. The first word of
 *     a sentence is one, unless many sentences begin with it. Of Chinese the characters
 * @param links addresses of pages and people, lower case
 * @param words that carry meaning, lower case; pairs of characters for Chinese
 */
record Claims(Set<String> numbers, Set<String> names, Set<String> links, Set<String> words) {
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{M}&&[^\\p{IsHan}]]+|\\p{IsHan}+");
  private static final Pattern LINK =
      Pattern.compile(
          "\\b(?:https?://|www\\.)[^\\s\\p{IsHan}]*[^\\s\\p{P}\\p{IsHan}]|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+",
          Pattern.CASE_INSENSITIVE);
  private static final int SHORTEST_WORD = 2;
  private static final int SHORTEST_STEM = 4;

  /** Han characters that carry no claim of their own. */
  private static final String HAN_FUNCTION =
      "的了是在于由被为有和与及以也都就而之其该此这那它他她们个把将从到对中上下里内外后前时所等着过会能可并或者即则因但还又只不没未非无来年月日号座位名";

  /** "According to the text" claims nothing; in words it is of function words. */
  private static final Pattern ACCORDING =
      Pattern.compile(
          "(?:根据|依据|按照)(?:所给|提供|给定|上述|以上)?的?(?:文本|文章|原文|文中|资料|材料|文档|段落)的?(?:内容)?|文中(?:提到|指出)");

  static Claims of(String text) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    String own = ACCORDING.matcher(text).replaceAll(" ");
    String claimed = Numbers.withoutHan(own);
    String named = Numbers.withoutHanUnits(own);
    TOKEN
        .matcher(claimed)
        .results()
        .forEach(found -> {
          String token = found.group();
          String lower = token.toLowerCase(Locale.ROOT);
          if (Language.isHan(token)) {
            addPairs(token, words);
            addCharacters(named.substring(found.start(), found.end()), names);
          } else if (lower.length() >= SHORTEST_WORD
              && !FunctionWords.contains(lower)
              && !Numbers.isWord(token)) {
            words.add(lower);
            if (Character.isUpperCase(token.codePointAt(0))
                && !FunctionWords.opens(lower)
                && !Units.isOfNumber(claimed, found)) {
              names.add(lower);
            }
          }
        });
    Set<String> links = new LinkedHashSet<>();
    LINK.matcher(text)
        .results()
        .forEach(found -> links.add(found.group().toLowerCase(Locale.ROOT)));
    return new Claims(Numbers.of(text), names, links, words);
  }

  private static void addPairs(String han, Set<String> words) {
    int[] characters = han.codePoints().toArray();
    if (characters.length == 1) {
      words.add(han);
    }
    for (int i = 0; i + 1 < characters.length; i++) {
      words.add(new String(characters, i, 2));
    }
  }

  /** In Han script nothing tells a name: whatever carries a claim must be held as one. */
  private static void addCharacters(String han, Set<String> names) {
    han.codePoints()
        .filter(c -> Character.isIdeographic(c) && HAN_FUNCTION.indexOf(c) < 0)
        .forEach(c -> names.add(Character.toString(c)));
  }

  /** Whether there is nothing in it but words that carry no claim. */
  boolean isEmpty() {
    return numbers.isEmpty() && words.isEmpty();
  }

  /**
   * Whether there is something in it that must stand in one place.
   *
   * @param across whether it is in another language than the evidence, where names differ
   */
  boolean isSpecific(boolean across) {
    return !numbers.isEmpty() || !links.isEmpty() || (!across && !names.isEmpty());
  }

  /** Those that are held by none of the others, in whatever ending. */
  static Set<String> missing(Set<String> wanted, Set<String> held) {
    Set<String> missing = new HashSet<>();
    for (String one : wanted) {
      if (!holds(held, one)) {
        missing.add(one);
      }
    }
    return missing;
  }

  static boolean holds(Set<String> held, String word) {
    return held.contains(word) || held.stream().anyMatch(other -> isLike(word, other, 2.0 / 3));
  }

  /** As a name: Kelly is not Keller; a Han character in any pair. */
  static boolean holdsName(Set<String> held, String name) {
    if (Language.isHan(name)) {
      return held.stream().anyMatch(pair -> pair.contains(name));
    }
    return held.contains(name) || held.stream().anyMatch(other -> isLike(name, other, 3.0 / 4));
  }

  /** Whether two words differ in their ending at most. */
  private static boolean isLike(String a, String b, double share) {
    int longer = Math.max(a.length(), b.length());
    int shorter = Math.min(a.length(), b.length());
    int common = 0;
    while (common < shorter && a.charAt(common) == b.charAt(common)) {
      common++;
    }
    return common >= SHORTEST_STEM && common >= share * longer && Character.isLetter(a.charAt(0));
  }
}
