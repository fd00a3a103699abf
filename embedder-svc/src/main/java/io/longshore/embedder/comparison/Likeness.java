package io.longshore.embedder.comparison;

import io.longshore.contracts.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How alike two rankings are. Passages of other sizes begin elsewhere: those that share text are
 * the same place.
 *
 * @param sameTop whether both have the same place first, or both have none
 * @param overlap of the first {@value #TOP}, 0 to 1
 * @param rankBiased overlap by rank, 0 to 1: extrapolated RBO (Webber, Moffat, Zobel 2010)
 */
public record Likeness(boolean sameTop, double overlap, double rankBiased) {
  private static final int TOP = 10;

  /** Of rank-biased overlap: the first ten count 0.86 of all. */
  private static final double PERSISTENCE = 0.9;

  /** Of two rankings, best first. */
  public static Likeness of(List<Span> one, List<Span> other) {
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      first.add(i);
    }
    List<Integer> second = named(one, other);
    boolean sameTop = first.stream().findFirst().equals(second.stream().findFirst());
    int top = Math.min(TOP, Math.max(first.size(), second.size()));
    double overlap = top == 0 ? 1 : (double) shared(first, second, top) / top;
    return new Likeness(sameTop, overlap, rankBiased(first, second));
  }

  /** The other ranking by the ranks of the one; what that hasn't gets numbers behind it. */
  private static List<Integer> named(List<Span> one, List<Span> other) {
    List<Integer> names = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (int i = 0; i < other.size(); i++) {
      int name = one.size() + i;
      for (int j = 0; j < one.size(); j++) {
        if (isSamePlace(one.get(j), other.get(i)) && taken.add(j)) {
          name = j;
          break;
        }
      }
      names.add(name);
    }
    return names;
  }

  private static boolean isSamePlace(Span one, Span other) {
    return one.document().equals(other.document())
        && one.textHash().equals(other.textHash())
        && one.start() < other.end()
        && other.start() < one.end();
  }

  private static int shared(List<Integer> first, List<Integer> second, int depth) {
    Set<Integer> both = new HashSet<>(first.subList(0, Math.min(depth, first.size())));
    both.retainAll(new HashSet<>(second.subList(0, Math.min(depth, second.size()))));
    return both.size();
  }

  /** To the depth of the shorter one, as if it went on like that. */
  private static double rankBiased(List<Integer> first, List<Integer> second) {
    int depth = Math.min(first.size(), second.size());
    if (depth == 0) {
      return first.size() == second.size() ? 1 : 0;
    }
    double sum = 0;
    double weight = 1 - PERSISTENCE;
    for (int d = 1; d <= depth; d++) {
      sum += weight * shared(first, second, d) / d;
      weight *= PERSISTENCE;
    }
    return sum + Math.pow(PERSISTENCE, depth) * shared(first, second, depth) / depth;
  }
}
