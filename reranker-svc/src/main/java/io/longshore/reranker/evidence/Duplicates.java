package io.longshore.reranker.evidence;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds passages that repeat a better one: the same place, nearly the same words, or half of them
 * in one piece.
 */
final class Duplicates {
  /** Characters of a shingle: long enough to tell texts apart, short enough for Chinese. */
  private static final int SHINGLE = 8;

  private Duplicates() {}

  /**
   * @param evidence best first
   * @param similarity of the shingle sets (Jaccard) from which two passages say the same
   */
  static List<Evidence> dropped(List<Evidence> evidence, double similarity) {
    List<Evidence> kept = new ArrayList<>();
    List<Map<Integer, Integer>> shingles = new ArrayList<>();
    for (Evidence candidate : evidence) {
      Map<Integer, Integer> own = shingles(candidate.passage().text());
      boolean repeats = false;
      for (int i = 0; i < kept.size() && !repeats; i++) {
        repeats =
            isMostlyInside(candidate.passage().span(), kept.get(i).passage().span())
                || areSimilar(own.keySet(), shingles.get(i).keySet(), similarity)
                || shareHalf(own, shingles.get(i));
      }
      if (!repeats) {
        kept.add(candidate);
        shingles.add(own);
      }
    }
    return kept;
  }

  private static boolean isMostlyInside(Span span, Span other) {
    if (!span.document().equals(other.document()) || !span.textHash().equals(other.textHash())) {
      return false;
    }
    int common = Math.min(span.end(), other.end()) - Math.max(span.start(), other.start());
    return 2 * common > Math.min(span.length(), other.length());
  }

  /**
   * Hashes of all runs of letters and digits of one length, in their order, with the place where
   * each stands first; of the whole where it is shorter.
   */
  private static Map<Integer, Integer> shingles(String text) {
    String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    Map<Integer, Integer> shingles = new LinkedHashMap<>();
    for (int i = 0; i + SHINGLE <= letters.length(); i++) {
      shingles.putIfAbsent(letters.substring(i, i + SHINGLE).hashCode(), i);
    }
    if (shingles.isEmpty()) {
      shingles.put(letters.hashCode(), 0);
    }
    return shingles;
  }

  /**
   * Whether one unbroken run of words is half of the shorter one: two copies of a text, cut at
   * other places. Forms that differ in what was filled in have no such run.
   */
  private static boolean shareHalf(Map<Integer, Integer> a, Map<Integer, Integer> b) {
    int longest = 0;
    int run = 0;
    int expected = -1;
    for (int shingle : a.keySet()) {
      Integer place = b.get(shingle);
      if (place == null) {
        run = 0;
        expected = -1;
      } else {
        run = place == expected ? run + 1 : 1;
        expected = place + 1;
        longest = Math.max(longest, run);
      }
    }
    return 2 * longest > Math.min(a.size(), b.size());
  }

  private static boolean areSimilar(Set<Integer> a, Set<Integer> b, double similarity) {
    if (Math.min(a.size(), b.size()) < similarity * Math.max(a.size(), b.size())) {
      return false;
    }
    long common = a.stream().filter(b::contains).count();
    return common >= similarity * (a.size() + b.size() - common);
  }
}
