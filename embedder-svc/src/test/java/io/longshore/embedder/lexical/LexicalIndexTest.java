package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class LexicalIndexTest {
  private static final int TENANT = 60;
  private static final int SOURCE = 9_001;
  private static final int PASSAGES = Postings.BLOCK + 200;

  @Autowired TenantTransaction transaction;

  private long terms;

  /** A common word in all passages, a rare one in the last: more than a block holds. */
  @BeforeEach
  void aSource() {
    transaction.run(
        TENANT,
        jdbc -> {
          PostingRepository.delete(jdbc, new int[] {SOURCE});
          var segment = new SegmentWriter(jdbc, SOURCE, "en");
          for (int ordinal = 0; ordinal < PASSAGES; ordinal++) {
            segment.add(ordinal, ordinal == PASSAGES - 1 ? "otter badger" : "otter");
          }
          terms = segment.finish();
        });
  }

  @Test
  void aWordOfMorePassagesThanABlockHoldsIsFoundInAll() {
    assertThat(terms).isEqualTo(PASSAGES + 1);
    assertThat(search("otters", 10_000).best(2 * PASSAGES))
        .hasSize(PASSAGES)
        .doesNotHaveDuplicates();
  }

  @Test
  void theBestComeFirst() {
    LexicalScores scores = search("otter badger", 10_000);
    assertThat(scores.best(2)).startsWith(new PassageKey(SOURCE, PASSAGES - 1));
    assertThat(scores.coverage(new PassageKey(SOURCE, PASSAGES - 1))).isGreaterThan(0.999);
    assertThat(scores.coverage(new PassageKey(SOURCE, 0))).isBetween(0.0, 0.01);
  }

  /** One document of two passages with a word each, one of a passage with one of them twice. */
  @Test
  void aDocumentIsScoredByAllThatItsPassagesSay() {
    int other = SOURCE + 1;
    List<Segments.Segment> segments = new ArrayList<>();
    transaction.run(
        TENANT,
        jdbc -> {
          PostingRepository.delete(jdbc, new int[] {SOURCE, other});
          var two = new SegmentWriter(jdbc, SOURCE, "en");
          two.add(0, "otter swims");
          two.add(1, "badger digs");
          segments.add(new Segments.Segment(SOURCE, "en", 2, two.finish()));
          var one = new SegmentWriter(jdbc, other, "en");
          one.add(0, "otter otter");
          segments.add(new Segments.Segment(other, "en", 1, one.finish()));
        });
    LexicalScores scores = search("otter badger", 10_000, segments);
    // 4 terms of 3 on average: norm 1.2 (.25 + .75 · 4/3) = 1.5; idf ln(1 + .5/2.5), ln(1 +
    // 1.5/1.5)
    double whole = (Math.log(1.2) + Math.log(2)) * 2.2 / 2.5;
    assertThat(scores.document(new PassageKey(SOURCE, 0))).isCloseTo(whole, within(1e-5));
    assertThat(scores.document(new PassageKey(SOURCE, 1))).isCloseTo(whole, within(1e-5));
    assertThat(scores.documentCoverage(new PassageKey(SOURCE, 0))).isCloseTo(1, within(1e-5));
    assertThat(scores.documentCoverage(new PassageKey(other, 0))).isBetween(0.2, 0.4);
    // 2 terms: norm 1.2 (.25 + .75 · 2/3) = .9; the word stands there twice
    assertThat(scores.document(new PassageKey(other, 0)))
        .isCloseTo(Math.log(1.2) * 2 * 2.2 / 2.9, within(1e-5));
  }

  @Test
  void beyondTheBudgetTheMostFrequentWordsAreNotRead() {
    assertThat(search("otter badger", 1_000).best(10))
        .containsExactly(new PassageKey(SOURCE, PASSAGES - 1));
  }

  @Test
  void theOnlyWordIsReadHoweverFrequentItIs() {
    assertThat(search("otter", 1_000).best(10)).hasSize(10);
  }

  @Test
  void aQuestionWithoutWordsThatTellFindsNothing() {
    LexicalScores scores = search("what is the", 1_000);
    assertThat(scores.best(10)).isEmpty();
    assertThat(scores.coverage(new PassageKey(SOURCE, 0))).isZero();
  }

  private LexicalScores search(String question, int budget) {
    return search(question, budget, List.of(new Segments.Segment(SOURCE, "en", PASSAGES, terms)));
  }

  private LexicalScores search(String question, int budget, List<Segments.Segment> segments) {
    var index = new LexicalIndex(new LexicalProperties(64, budget));
    return transaction.read(TENANT, jdbc -> index.search(jdbc, question, new Segments(segments)));
  }
}
