package io.longshore.embedder.lexical;

import io.longshore.embedder.lexical.Analysis.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes the postings of one source, which is not changed after that. Passages are added in the
 * order of their ordinals; what has gathered is written every {@value #FLUSH_POSTINGS} postings, so
 * that a text of any length needs the same memory.
 */
public final class SegmentWriter {
  private static final int FLUSH_POSTINGS = 500_000;

  private final JdbcClient jdbc;
  private final int source;
  private final String language;
  private final Map<Long, List<Postings.Block>> blocks = new HashMap<>();
  private int gathered;
  private long terms;

  public SegmentWriter(JdbcClient jdbc, int source, String language) {
    this.jdbc = jdbc;
    this.source = source;
    this.language = language;
  }

  /**
   * Adds a passage.
   *
   * @param text its words, those of its headings too
   */
  public void add(int ordinal, String text) {
    Map<Long, Integer> frequencies = new HashMap<>();
    List<Term> all = Analysis.terms(text, language);
    all.forEach(term -> frequencies.merge(term.key(), 1, Integer::sum));
    frequencies.forEach(
        (term, frequency) -> block(term, ordinal).add(ordinal, frequency, all.size()));
    terms += all.size();
    gathered += frequencies.size();
    if (gathered >= FLUSH_POSTINGS) {
      flush();
    }
  }

  /** Writes the rest and returns how many terms all passages had together. */
  public long finish() {
    flush();
    return terms;
  }

  private Postings.Block block(long term, int ordinal) {
    List<Postings.Block> ofTerm = blocks.computeIfAbsent(term, key -> new ArrayList<>(1));
    if (ofTerm.isEmpty() || ofTerm.getLast().isFull()) {
      ofTerm.add(new Postings.Block(ordinal));
    }
    return ofTerm.getLast();
  }

  private void flush() {
    if (!blocks.isEmpty()) {
      PostingRepository.insert(jdbc, source, blocks);
    }
    blocks.clear();
    gathered = 0;
  }
}
