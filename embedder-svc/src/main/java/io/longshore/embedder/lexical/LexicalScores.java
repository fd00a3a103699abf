package io.longshore.embedder.lexical;

import io.longshore.embedder.passages.PassageKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** BM25 of every passage of a scope, and of every whole document, for one question. */
public final class LexicalScores {
  private final Segments scope;
  private final QuestionWords words;
  private final double[] idf;
  private final double all;
  private final float[] scores;
  private final float[] covered;
  private final DocumentScores.Score[] documents;

  /**
   * @param idf of each word among the passages
   */
  LexicalScores(
      Segments scope, QuestionWords words, double[] idf, List<PostingRepository.Row> rows) {
    this.scope = scope;
    this.words = words;
    this.idf = idf;
    this.all = Arrays.stream(idf).sum();
    this.scores = new float[scope.passages()];
    this.covered = new float[scope.passages()];
    var whole = new DocumentScores(scope);
    rows.forEach(row -> whole.add(row.source(), words.word(row.term()), add(row)));
    this.documents = whole.scores(idf);
  }

  /** Returns how often the term stands in the row's passages. */
  private int add(PostingRepository.Row row) {
    int offset = scope.offset(row.source());
    double average = scope.averageLength();
    double weight = idf[words.word(row.term())];
    var occurrences = new int[1];
    Postings.read(
        row.first(),
        row.count(),
        row.payload(),
        (ordinal, frequency, length) -> {
          scores[offset + ordinal] +=
              (float) (weight * Bm25.saturation(frequency, length, average));
          covered[offset + ordinal] += (float) weight;
          occurrences[0] += frequency;
        });
    return occurrences[0];
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

  /** 0 when the passage holds no word of the question. */
  public double score(PassageKey key) {
    return scores[scope.place(key)];
  }

  /** BM25 of the whole document that the passage stands in; 0 when it holds no word. */
  public double document(PassageKey key) {
    return documents[scope.document(key.source())].bm25();
  }

  /** As {@link #coverage}, of the whole document that the passage stands in. */
  public double documentCoverage(PassageKey key) {
    return documents[scope.document(key.source())].coverage();
  }

  /**
   * The share of the question's words, weighted by how much each tells (idf), that stand in the
   * passage or its headings; words that stand nowhere in the scope weigh most. 0 for a question
   * without words that tell; words that were left out for the budget count as missing.
   */
  public double coverage(PassageKey key) {
    return all == 0 ? 0 : Math.min(1, covered[scope.place(key)] / all);
  }
}
