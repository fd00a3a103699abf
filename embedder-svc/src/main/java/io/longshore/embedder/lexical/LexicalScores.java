package io.longshore.embedder.lexical;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** BM25 of every passage of a scope for one question. */
public final class LexicalScores {
  private final Segments scope;
  private final QuestionWords words;
  private final double[] idf;
  private final float[] scores;

  LexicalScores(Segments scope, QuestionWords words, double[] idf) {
    this.scope = scope;
    this.words = words;
    this.idf = idf;
    this.scores = new float[scope.passages()];
  }

  void add(PostingRepository.Row row) {
    int offset = scope.offset(row.source());
    double average = scope.averageLength();
    double weight = idf[words.word(row.term())];
    Postings.read(
        row.first(),
        row.count(),
        row.payload(),
        (ordinal, frequency, length) ->
            scores[offset + ordinal] += weight * Bm25.saturation(frequency, length, average));
  }

  /** The best passages, best first; only such that hold a word of the question. */
  public List<PassageKey> best(int k) {
    var worstFirst = new PriorityQueue<Integer>(Comparator.comparingDouble(place -> scores[place]));
    for (int place = 0; place < scores.length; place++) {
      if (scores[place] <= 0) {
        continue;
      }
      if (worstFirst.size() < k) {
        worstFirst.add(place);
      } else if (scores[place] > scores[worstFirst.element()]) {
        worstFirst.remove();
        worstFirst.add(place);
      }
    }
    return worstFirst.stream()
        .sorted(Comparator.comparingDouble((Integer place) -> -scores[place]))
        .map(scope::key)
        .toList();
  }

  /** Null when the passage holds no word of the question. */
  public @Nullable Double score(PassageKey key) {
    float score = scores[scope.place(key)];
    return score > 0 ? (double) score : null;
  }

  /**
   * The share of the question's words, weighted by how much each tells (idf), that stand in a text;
   * words that stand nowhere in the scope weigh most. 0 for a question without words that tell.
   */
  public double coverage(String text, String language) {
    boolean[] seen = new boolean[idf.length];
    for (Analysis.Term term : Analysis.terms(text, language)) {
      int word = words.word(term.key());
      if (word >= 0) {
        seen[word] = true;
      }
    }
    double all = 0;
    double covered = 0;
    for (int word = 0; word < idf.length; word++) {
      all += idf[word];
      covered += seen[word] ? idf[word] : 0;
    }
    return all == 0 ? 0 : covered / all;
  }
}
