package io.longshore.generator.citation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a sentence claims, as far as words tell it.
 *
 * @param numbers in one form: digits without separators of thousands, small number words as digits
 * @param names words that begin with a capital, lower case; in German nouns too. The first word of
 *     a sentence is one
 * @param links addresses of pages and people, lower case
 * @param words that carry meaning, lower case; pairs of characters for Chinese
 * @param negated whether it says that something is not so
 */
record Claims(
    Set<String> numbers, Set<String> names, Set<String> links, Set<String> words, boolean negated) {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\p{Nd}+(?:[.,'’\\u00a0\\u202f]\\p{Nd}+)*|[\\p{L}\\p{M}&&[^\\p{IsHan}]]+|\\p{IsHan}+");
  private static final Pattern THOUSANDS =
      Pattern.compile("[.,'’\\u00a0\\u202f](?=\\p{Nd}{3}(?!\\p{Nd}))");
  private static final Pattern NEGATION =
      Pattern.compile(
          "\\b(?:not|never|no|none|nobody|nothing|neither|nor|cannot|without"
              + "|nicht|nie|niemals|kein\\p{L}*|ohne|weder|niemand|tidak|bukan|belum|tanpa|jangan)\\b"
              + "|n['’]t\\b|不|没|未|非|无",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern LINK =
      Pattern.compile(
          "\\b(?:https?://|www\\.)[^\\s\\p{IsHan}]*[^\\s\\p{P}\\p{IsHan}]|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+",
          Pattern.CASE_INSENSITIVE);
  private static final int SHORTEST_WORD = 2;
  private static final int SHORTEST_STEM = 4;

  /** "One" and its like are seldom meant as a number. */
  private static final Map<String, String> NUMBER_WORDS =
      Map.ofEntries(
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"),
          Map.entry("eleven", "11"),
          Map.entry("twelve", "12"),
          Map.entry("zwei", "2"),
          Map.entry("drei", "3"),
          Map.entry("vier", "4"),
          Map.entry("fünf", "5"),
          Map.entry("sechs", "6"),
          Map.entry("sieben", "7"),
          Map.entry("acht", "8"),
          Map.entry("neun", "9"),
          Map.entry("zehn", "10"),
          Map.entry("elf", "11"),
          Map.entry("zwölf", "12"),
          Map.entry("dua", "2"),
          Map.entry("tiga", "3"),
          Map.entry("empat", "4"),
          Map.entry("lima", "5"),
          Map.entry("enam", "6"),
          Map.entry("tujuh", "7"),
          Map.entry("delapan", "8"),
          Map.entry("sembilan", "9"),
          Map.entry("sepuluh", "10"));

  static Claims of(String text) {
    Set<String> numbers = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    Set<String> words = new LinkedHashSet<>();
    TOKEN
        .matcher(text)
        .results()
        .map(found -> found.group())
        .forEach(token -> {
          String lower = token.toLowerCase(Locale.ROOT);
          if (Character.isDigit(token.codePointAt(0))) {
            numbers.add(number(token));
          } else if (NUMBER_WORDS.containsKey(lower)) {
            numbers.add(NUMBER_WORDS.get(lower));
          } else if (isHan(token)) {
            addPairs(token, words);
          } else if (lower.length() >= SHORTEST_WORD && !FunctionWords.contains(lower)) {
            words.add(lower);
            if (Character.isUpperCase(token.codePointAt(0))) {
              names.add(lower);
            }
          }
        });
    Set<String> links = new LinkedHashSet<>();
    LINK.matcher(text)
        .results()
        .forEach(found -> links.add(found.group().toLowerCase(Locale.ROOT)));
    return new Claims(numbers, names, links, words, NEGATION.matcher(text).find());
  }

  private static String number(String token) {
    var digits = new StringBuilder();
    THOUSANDS
        .matcher(token)
        .replaceAll("")
        .codePoints()
        .forEach(c -> {
          int digit = Character.digit(c, 10);
          digits.append(digit >= 0 ? (char) ('0' + digit) : '.');
        });
    return digits.toString().replaceFirst("^0+(?=\\d)", "");
  }

  private static boolean isHan(String token) {
    return Character.UnicodeScript.of(token.codePointAt(0)) == Character.UnicodeScript.HAN;
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

  /** As a name: Kelly is not Keller. */
  static boolean holdsName(Set<String> held, String name) {
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
