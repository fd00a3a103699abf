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
  private final Map<Integer, Places> places = new HashMap<>();

  /**
   * Of a source, in the scope.
   *
   * @param to exclusive
   */
  private record Places(int from, int to, long terms) {
    static final Places NONE = new Places(0, 0, 0);
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
    List<Location> sources = SegmentRepository.at(jdbc, scope.spots(best));
    sources.forEach(this::locate);
    List<PassageKey> keys = new ArrayList<>();
    for (int i = 0; i < best.length; i++) {
      int source = sources.get(i).source();
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
            .filter(source -> !places.containsKey(source))
            .distinct()
            .toArray();
    SegmentRepository.of(jdbc, unknown).forEach(this::locate);
  }

  private void locate(Location source) {
    int from = scope.place(source);
    if (from >= 0) {
      places.put(source.source(), new Places(from, from + source.passages(), source.terms()));
    }
  }

  private Places of(int source) {
    return places.getOrDefault(source, Places.NONE);
  }

  /** 0 when the passage holds no word of the question. */
  public double score(PassageKey key) {
    Places source = of(key.source());
    int place = source.from + key.ordinal();
    return place < source.to ? scores[place] : 0;
  }

  /**
   * BM25 of the whole document that the passage stands in, among documents: one whose passages hold
   * a word each is found by all of them. 0 when it holds none.
   */
  public double document(PassageKey key) {
    Places source = of(key.source());
    double score = 0;
    for (Matches word : words) {
      int frequency = word.frequency(source.from, source.to);
      score +=
          Bm25.idf(scope.documents(), word.documents())
              * Bm25.saturation(frequency, source.terms, scope.averageDocument());
    }
    return score;
  }

  /** As {@link #coverage}, of the whole document that the passage stands in. */
  public double documentCoverage(PassageKey key) {
    Places source = of(key.source());
    return coverage(source.from, source.to);
  }

  /**
   * The share of the question's words, weighted by how much each tells (idf), that stand in the
   * passage or its headings; words that stand nowhere in the scope weigh most. 0 for a question
   * without words that tell; words that were left out for the budget count as missing.
   */
  public double coverage(PassageKey key) {
    Places source = of(key.source());
    int place = source.from + key.ordinal();
    return coverage(place, Math.min(place + 1, source.to));
  }

  private double coverage(int from, int to) {
    double covered =
        IntStream.range(0, words.length)
            .filter(word -> words[word].frequency(from, to) > 0)
            .mapToDouble(word -> idf[word])
            .sum();
    return all == 0 ? 0 : Math.min(1, covered / all);
  }
}
