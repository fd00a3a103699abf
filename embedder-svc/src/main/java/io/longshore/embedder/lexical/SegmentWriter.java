package io.longshore.embedder.lexical;

import io.longshore.embedder.lexical.Analysis.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Adds passages to the end of a segment, in the order of their places. What has gathered is written
 * every {@value #FLUSH_POSTINGS} postings, so that a text of any length needs the same memory.
 */
final class SegmentWriter {
  private static final int FLUSH_POSTINGS = 500_000;

  private final JdbcClient jdbc;
  private final int segment;
  private final String language;
  private final Map<Long, List<Posting>> gathered = new HashMap<>();
  private boolean isEmpty;
  private int postings;

  private record Posting(int place, int frequency, int length) {}

  SegmentWriter(JdbcClient jdbc, Segment segment) {
    this.jdbc = jdbc;
    this.segment = segment.no();
    this.language = segment.language();
    this.isEmpty = segment.places() == 0;
  }

  /**
   * Adds a passage and returns how many terms it has.
   *
   * @param text its words, those of its headings too
   */
  int add(int place, String text) {
    Map<Long, Integer> frequencies = new HashMap<>();
    List<Term> all = Analysis.terms(text, language);
    all.forEach(term -> frequencies.merge(term.key(), 1, Integer::sum));
    frequencies.forEach((term, frequency) ->
        gathered
            .computeIfAbsent(term, key -> new ArrayList<>(1))
            .add(new Posting(place, frequency, all.size())));
    postings += frequencies.size();
    if (postings >= FLUSH_POSTINGS) {
      flush();
    }
    return all.size();
  }

  /** Writes the rest. */
  void flush() {
    if (gathered.isEmpty()) {
      return;
    }
    Map<Long, List<Postings.Block>> blocks = tails();
    gathered.forEach((term, more) -> {
      List<Postings.Block> ofTerm = blocks.computeIfAbsent(term, key -> new ArrayList<>(1));
      for (Posting posting : more) {
        if (ofTerm.isEmpty() || ofTerm.getLast().isFull()) {
          ofTerm.add(new Postings.Block(posting.place()));
        }
        ofTerm.getLast().add(posting.place(), posting.frequency(), posting.length());
      }
    });
    PostingRepository.put(jdbc, segment, blocks);
    gathered.clear();
    postings = 0;
    isEmpty = false;
  }

  /** The blocks that go on growing. */
  private Map<Long, List<Postings.Block>> tails() {
    Map<Long, List<Postings.Block>> tails = new HashMap<>();
    if (!isEmpty) {
      for (var row : PostingRepository.tails(jdbc, segment, gathered.keySet())) {
        tails.put(row.term(), new ArrayList<>(List.of(row.block())));
      }
    }
    return tails;
  }
}
