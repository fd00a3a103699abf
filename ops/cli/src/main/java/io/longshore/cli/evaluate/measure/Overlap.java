package io.longshore.cli.evaluate.measure;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How much two texts have in common, word by word. */
public final class Overlap {
  /** Of longer texts half of the words in a row are the same place, of shorter ones all. */
  private static final int LONG = 8;

  private static final Pattern DASH = Pattern.compile("\\p{Pd}");

  private Overlap() {}

  /**
   * The harmonic mean of the shares of common words in the one and in the other (SQuAD's F1); the
   * best over all golds.
   */
  public static double f1(String answer, List<String> golds) {
    var words = Words.of(answer);
    return golds.stream().mapToDouble(gold -> f1(words, Words.of(gold))).max().orElse(Double.NaN);
  }

  private static double f1(List<String> answer, List<String> gold) {
    if (answer.isEmpty() || gold.isEmpty()) {
      return answer.isEmpty() && gold.isEmpty() ? 1 : 0;
    }
    Map<String, Integer> left = new HashMap<>();
    gold.forEach(word -> left.merge(word, 1, Integer::sum));
    int common = 0;
    for (String word : answer) {
      int before = left.getOrDefault(word, 0);
      if (before > 0) {
        left.put(word, before - 1);
        common++;
      }
    }
    return 2.0 * common / (answer.size() + gold.size());
  }

  /** Whether a text holds all words of one of the golds, in a row. */
  public static boolean contains(String text, List<String> golds) {
    var words = Words.of(text);
    return golds.stream().map(Words::of).anyMatch(gold -> holds(words, gold));
  }

  private static boolean holds(List<String> words, List<String> part) {
    return !part.isEmpty() && Collections.indexOfSubList(words, part) >= 0;
  }

  /**
   * Whether a quote shows what a piece of evidence says: the shorter of the two stands in the
   * other; where it is long, half of its words in a row do.
   */
  public static boolean shows(String quote, String evidence) {
    var one = parted(quote);
    var other = parted(evidence);
    var shorter = one.size() <= other.size() ? one : other;
    var longer = one.size() <= other.size() ? other : one;
    if (shorter.isEmpty()) {
      return false;
    }
    int needed = shorter.size() < LONG ? shorter.size() : (shorter.size() + 1) / 2;
    for (int from = 0; from + needed <= shorter.size(); from++) {
      if (holds(longer, shorter.subList(from, from + needed))) {
        return true;
      }
    }
    return false;
  }

  /** A place may begin or end at a hyphen. */
  private static List<String> parted(String text) {
    return Words.of(DASH.matcher(text).replaceAll(" "));
  }
}
