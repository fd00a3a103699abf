package io.longshore.embedder.lexical;

import io.longshore.contracts.CollectionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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

  /**
   * Writes the words of a source's passages into a segment of its own.
   *
   * @param language BCP 47
   * @return terms of all passages
   */
  public long add(JdbcClient jdbc, int source, int passages, String language) {
    var document = new MergeRepository.Loose(source, passages);
    return Merger.write(jdbc, new Segment(source, language), List.of(document)).getFirst().terms();
  }

  /** Removes the words of sources whose passages are still there. */
  public void erase(JdbcClient jdbc, int[] sources) {
    List<Location> together = SegmentRepository.lock(jdbc, sources);
    PostingRepository.delete(jdbc, sources);
    together.forEach(source -> SegmentEraser.erase(jdbc, List.of(source)));
  }

  /** What there is to search in collections. */
  public Segments segments(JdbcClient jdbc, List<CollectionId> collections) {
    return new Segments(SegmentRepository.parts(jdbc, collections));
  }

  /** What there is to search in collections without some of their sources. */
  public Segments segments(
      JdbcClient jdbc, List<CollectionId> collections, List<Segments.Members> hidden) {
    return segments(jdbc, collections).without(hidden);
  }

  /** What there is to search in some sources. */
  public Segments segments(JdbcClient jdbc, int[] sources) {
    return new Segments(SegmentRepository.parts(jdbc, sources));
  }

  /**
   * Scores every passage of the scope that holds a word of the question. Words are read rarest
   * first until their postings exceed the budget.
   */
  public LexicalScores search(JdbcClient jdbc, String question, Segments scope) {
    var words = new QuestionWords(question, scope.languages(), properties.words());
    List<Segments.Range> ranges = scope.ranges();
    Map<Long, Long> frequencies = PostingRepository.frequencies(jdbc, words.terms(), ranges);
    List<Long> affordable = affordable(frequencies);
    Map<Integer, List<PostingRepository.Row>> found = new HashMap<>();
    for (PostingRepository.Row row : PostingRepository.find(jdbc, affordable, ranges)) {
      found.computeIfAbsent(words.word(row.term()), word -> new ArrayList<>()).add(row);
    }
    long[] unread = new long[words.size()];
    frequencies.keySet().removeAll(affordable);
    frequencies.forEach((term, n) -> unread[words.word(term)] += n);
    var matches = new Matches[words.size()];
    double[] idf = new double[words.size()];
    for (int word = 0; word < idf.length; word++) {
      matches[word] = new Matches(scope, found.getOrDefault(word, List.of()));
      long holders = Math.min(scope.passages(), matches[word].passages() + unread[word]);
      idf[word] = Bm25.idf(scope.passages(), holders);
    }
    return new LexicalScores(scope, matches, idf);
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
