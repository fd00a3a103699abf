package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
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
    var scope = new Segments(List.of(new Segments.Segment(SOURCE, "en", PASSAGES, terms)));
    var index = new LexicalIndex(new LexicalProperties(64, budget));
    return transaction.read(TENANT, jdbc -> index.search(jdbc, question, scope));
  }
}
