package io.longshore.reranker.evidence;

import io.longshore.contracts.Span;
import io.longshore.contracts.question.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds passages that repeat a better one: the same place, or nearly the same words. */
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
    List<Set<Integer>> shingles = new ArrayList<>();
    for (Evidence candidate : evidence) {
      Set<Integer> own = shingles(candidate.passage().text());
      boolean repeats = false;
      for (int i = 0; i < kept.size() && !repeats; i++) {
        repeats =
            isMostlyInside(candidate.passage().span(), kept.get(i).passage().span())
                || areSimilar(own, shingles.get(i), similarity);
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

  /** Hashes of all runs of letters and digits of one length; of the whole where it is shorter. */
  private static Set<Integer> shingles(String text) {
    String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    Set<Integer> shingles = new HashSet<>();
    for (int i = 0; i + SHINGLE <= letters.length(); i++) {
      shingles.add(letters.substring(i, i + SHINGLE).hashCode());
    }
    if (shingles.isEmpty()) {
      shingles.add(letters.hashCode());
    }
    return shingles;
  }

  private static boolean areSimilar(Set<Integer> a, Set<Integer> b, double similarity) {
    if (Math.min(a.size(), b.size()) < similarity * Math.max(a.size(), b.size())) {
      return false;
    }
    long common = a.stream().filter(b::contains).count();
    return common >= similarity * (a.size() + b.size() - common);
  }
}
