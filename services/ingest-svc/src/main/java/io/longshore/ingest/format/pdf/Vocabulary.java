package io.longshore.ingest.format.pdf;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a document so far: they tell whether a hyphen at a line's end belongs to the word
 * ({@code well-known}) or to the typesetter ({@code inter-national}).
 */
final class Vocabulary {
  private static final int MAX_WORDS = 200_000;
  private static final Pattern WORD = Pattern.compile("\\p{L}+(-\\p{L}+)*");

  private final Set<String> words = new HashSet<>();

  void learn(List<List<Line>> pages) {
    for (List<Line> page : pages) {
      for (Line line : page) {
        Matcher matcher = WORD.matcher(line.text());
        while (matcher.find() && words.size() < MAX_WORDS) {
          // The half of a broken word is none.
          if (matcher.end() < line.text().length() - 1 || !line.text().endsWith("-")) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
          }
        }
      }
    }
  }

  /**
   * The hyphen goes when the document writes the word without it elsewhere. It stays when it is
   * written with it, when both halves are words, and before a capital or a number.
   */
  boolean keepsHyphen(String first, String second) {
    String head = first.toLowerCase(Locale.ROOT);
    String tail = second.toLowerCase(Locale.ROOT);
    if (words.contains(head + tail)) {
      return false;
    }
    if (words.contains(head + "-" + tail)) {
      return true;
    }
    boolean ordinary = !second.isEmpty() && Character.isLowerCase(second.codePointAt(0));
    return !ordinary
        || head.equals("self")
        || (head.length() > 3 && tail.length() > 3 && words.contains(head) && words.contains(tail));
  }
}
