package io.longshore.embedder.lexical;

import io.longshore.contracts.question.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    together.forEach(source -> erase(jdbc, source));
  }

  /** Takes a source out of the blocks that it shares with others. */
  private static void erase(JdbcClient jdbc, Location source) {
    Segment segment = MergeRepository.lock(jdbc, source.segment());
    var range =
        new Segments.Range(source.segment(), source.place(), source.place() + source.passages());
    Set<Long> terms = new HashSet<>();
    PassageWords.read(
        jdbc,
        new int[] {source.source()},
        (no, ordinal, text) ->
            Analysis.terms(text, segment.language()).forEach(term -> terms.add(term.key())));
    Map<Long, List<Postings.Block>> kept = new HashMap<>();
    List<PostingRepository.Row> emptied = new ArrayList<>();
    for (PostingRepository.Row row : PostingRepository.find(jdbc, terms, List.of(range))) {
      Postings.Block block = row.without(range);
      if (block.count() == 0) {
        emptied.add(row);
      } else if (block.count() < row.count()) {
        kept.computeIfAbsent(row.term(), term -> new ArrayList<>(1)).add(block);
      }
    }
    PostingRepository.delete(jdbc, emptied);
    PostingRepository.put(jdbc, segment.no(), kept);
    Segment left = segment.without(source);
    if (left.documents() == 0) {
      MergeRepository.delete(jdbc, segment.no());
    } else {
      MergeRepository.update(jdbc, left);
    }
  }

  /** What there is to search in a scope. */
  public Segments segments(JdbcClient jdbc, Scope scope) {
    return new Segments(SegmentRepository.parts(jdbc, scope));
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
