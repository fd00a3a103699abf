package io.longshore.embedder.lexical;

import io.longshore.embedder.passages.PassageKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * BM25 of every passage of a scope, and of every whole document, for one question. Where a source
 * is must be known before its passages are asked for: {@link #best} and {@link #locate} see to
 * that. What is not in the scope, or not written yet, scores 0.
 */
public final class LexicalScores {
  private final Segments scope;
  private final Matches[] words;
  private final double[] idf;
  private final double all;
  private final float[] scores;
  private final Map<Integer, Whole> sources = new HashMap<>();

  /**
   * What is the same for all passages of a source.
   *
   * @param from its first place in the scope
   * @param to exclusive
   */
  private record Whole(int from, int to, double score, double coverage) {
    static final Whole NONE = new Whole(0, 0, 0, 0);
  }

  /**
   * Adds up the words.
   *
   * @param idf of each word among the passages
   */
  LexicalScores(Segments scope, Matches[] words, double[] idf) {
    this.scope = scope;
    this.words = words;
    this.idf = idf;
    this.all = Arrays.stream(idf).sum();
    this.scores = new float[scope.places()];
    for (int word = 0; word < words.length; word++) {
      words[word].addTo(scores, idf[word], scope.averageLength());
    }
  }

  /** The best passages, best first; only such that hold a word of the question. */
  public List<PassageKey> best(JdbcClient jdbc, int k) {
    int[] best = best(k);
    List<Location> located = SegmentRepository.at(jdbc, scope.spots(best));
    located.forEach(this::locate);
    List<PassageKey> keys = new ArrayList<>();
    for (int i = 0; i < best.length; i++) {
      int source = located.get(i).source();
      keys.add(new PassageKey(source, best[i] - of(source).from));
    }
    return keys;
  }

  /** Of equal scores the first places. */
  private int[] best(int k) {
    Comparator<Integer> bestFirst =
        Comparator.comparingDouble((Integer place) -> -scores[place])
            .thenComparing(Comparator.naturalOrder());
    var worstFirst = new PriorityQueue<Integer>(bestFirst.reversed());
    float worst = 0;
    for (int place = 0; place < scores.length; place++) {
      if (scores[place] > worst) {
        worstFirst.add(place);
        if (worstFirst.size() > k) {
          worstFirst.remove();
          worst = scores[worstFirst.element()];
        }
      }
    }
    return worstFirst.stream().sorted(bestFirst).mapToInt(Integer::intValue).toArray();
  }

  /** Finds out where the sources of passages are. */
  public void locate(JdbcClient jdbc, Collection<PassageKey> passages) {
    int[] unknown =
        passages.stream()
            .mapToInt(PassageKey::source)
            .filter(source -> !sources.containsKey(source))
            .distinct()
            .toArray();
    SegmentRepository.of(jdbc, unknown).forEach(this::locate);
  }

  private void locate(Location source) {
    int from = scope.place(source);
    if (from >= 0) {
      sources.computeIfAbsent(
          source.source(), no -> whole(from, from + source.passages(), source.terms()));
    }
  }

  private Whole whole(int from, int to, long terms) {
    double score = 0;
    double covered = 0;
    for (int word = 0; word < words.length; word++) {
      int frequency = words[word].frequency(from, to);
      score +=
          Bm25.idf(scope.documents(), words[word].documents())
              * Bm25.saturation(frequency, terms, scope.averageDocument());
      covered += frequency > 0 ? idf[word] : 0;
    }
    return new Whole(from, to, score, share(covered));
  }

  private Whole of(int source) {
    return sources.getOrDefault(source, Whole.NONE);
  }

  /** 0 when the passage holds no word of the question. */
  public double score(PassageKey key) {
    Whole source = of(key.source());
    int place = source.from + key.ordinal();
    return place < source.to ? scores[place] : 0;
  }

  /**
   * BM25 of the whole document that the passage stands in, among documents: one whose passages hold
   * a word each is found by all of them. 0 when it holds none.
   */
  public double document(PassageKey key) {
    return of(key.source()).score;
  }

  /** As {@link #coverage}, of the whole document that the passage stands in. */
  public double documentCoverage(PassageKey key) {
    return of(key.source()).coverage;
  }

  /**
   * The share of the question's words, weighted by how much each tells (idf), that stand in the
   * passage or its headings; words that stand nowhere in the scope weigh most. 0 for a question
   * without words that tell; words that were left out for the budget count as missing.
   */
  public double coverage(PassageKey key) {
    Whole source = of(key.source());
    int place = source.from + key.ordinal();
    return share(
        IntStream.range(0, words.length)
            .filter(word -> words[word].frequency(place, Math.min(place + 1, source.to)) > 0)
            .mapToDouble(word -> idf[word])
            .sum());
  }

  private double share(double covered) {
    return all == 0 ? 0 : Math.min(1, covered / all);
  }
}
