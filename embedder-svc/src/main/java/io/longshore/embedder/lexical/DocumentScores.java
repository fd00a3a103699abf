package io.longshore.embedder.lexical;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * BM25 of every whole document of a scope for one question: a document whose passages hold a word
 * each is found by all of them. Made of the passages' postings.
 */
final class DocumentScores {
  private final Segments scope;

  /** Place of the document and number of the word → how often it stands there. */
  private final Map<Key, Integer> frequencies = new HashMap<>();

  private record Key(int document, int word) {}

  /**
   * What a document has in common with the question.
   *
   * @param bm25 among documents
   * @param coverage share of the question's words, weighted by how much each tells among passages,
   *     that stand anywhere in it
   */
  record Score(double bm25, double coverage) {
    private static final Score NONE = new Score(0, 0);

    private Score and(double more, double covered) {
      return new Score(bm25 + more, coverage + covered);
    }
  }

  DocumentScores(Segments scope) {
    this.scope = scope;
  }

  /** Counts a word that stands so often in a part of a source. */
  void add(int source, int word, int frequency) {
    frequencies.merge(new Key(scope.document(source), word), frequency, Integer::sum);
  }

  /**
   * By the place of the document.
   *
   * @param idf of each word among passages
   */
  Score[] scores(double[] idf) {
    var holders = new long[idf.length];
    frequencies.keySet().forEach(key -> holders[key.word]++);
    double all = Arrays.stream(idf).sum();
    double average = scope.averageDocument();
    var scores = new Score[scope.documents()];
    Arrays.fill(scores, Score.NONE);
    frequencies.forEach((key, frequency) -> {
      long length = scope.documentLength(key.document);
      double more =
          Bm25.idf(scope.documents(), holders[key.word])
              * Bm25.saturation(frequency, length, average);
      scores[key.document] = scores[key.document].and(more, idf[key.word] / all);
    });
    return scores;
  }
}
