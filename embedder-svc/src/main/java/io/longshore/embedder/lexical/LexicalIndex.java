package io.longshore.embedder.lexical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The lexical leg: BM25 over postings that PostgreSQL keeps and this sums. Statistics are those of
 * the searched scope, so no tenant's words shine through another's scores.
 */
public final class LexicalIndex {
  private final LexicalProperties properties;

  public LexicalIndex(LexicalProperties properties) {
    this.properties = properties;
  }

  /** Removes the postings of sources. */
  public void erase(JdbcClient jdbc, int[] sources) {
    PostingRepository.delete(jdbc, sources);
  }

  /**
   * Scores every passage of the scope that holds a word of the question. Words are read rarest
   * first until their postings exceed the budget.
   */
  public LexicalScores search(JdbcClient jdbc, String question, Segments scope) {
    var words = new QuestionWords(question, scope.languages(), properties.words());
    Map<Long, Long> frequencies =
        PostingRepository.frequencies(jdbc, words.terms(), scope.numbers());
    long[] found = new long[words.size()];
    frequencies.forEach((term, n) -> found[words.word(term)] += n);
    double[] idf = new double[words.size()];
    for (int word = 0; word < idf.length; word++) {
      idf[word] = Bm25.idf(scope.passages(), found[word]);
    }
    return new LexicalScores(
        scope, words, idf, PostingRepository.find(jdbc, affordable(frequencies), scope.numbers()));
  }

  /** The rarest terms whose postings stay within the budget; always one. */
  private List<Long> affordable(Map<Long, Long> frequencies) {
    List<Map.Entry<Long, Long>> rarestFirst = new ArrayList<>(frequencies.entrySet());
    rarestFirst.sort(Comparator.comparingLong(Map.Entry::getValue));
    List<Long> affordable = new ArrayList<>();
    long postings = 0;
    for (Map.Entry<Long, Long> term : rarestFirst) {
      postings += term.getValue();
      if (postings > properties.postings() && !affordable.isEmpty()) {
        break;
      }
      affordable.add(term.getKey());
    }
    return affordable;
  }
}
