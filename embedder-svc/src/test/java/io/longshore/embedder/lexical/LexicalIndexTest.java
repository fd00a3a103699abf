package io.longshore.embedder.lexical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.lexical.StoredDocuments.Stored;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EmbedderTest
class LexicalIndexTest {
  private static final AtomicInteger TENANTS = new AtomicInteger(60_000);
  private static final int PASSAGES = Postings.BLOCK + 200;

  @Autowired TenantTransaction transaction;

  private StoredDocuments documents;

  @BeforeEach
  void aTenant() {
    documents = new StoredDocuments(transaction, TENANTS.incrementAndGet());
  }

  @Test
  void aWordOfMorePassagesThanABlockHoldsIsFoundInAll() {
    largeDocument();
    assertThat(documents.best("otters", 2 * PASSAGES)).hasSize(PASSAGES).doesNotHaveDuplicates();
  }

  @Test
  void theBestComeFirst() {
    Stored large = largeDocument();
    assertThat(documents.best("otter badger", 2)).startsWith(large.passage(PASSAGES - 1));
    assertThat(of(large.passage(PASSAGES - 1), LexicalScores::coverage)).isGreaterThan(0.999);
    assertThat(of(large.passage(0), LexicalScores::coverage)).isBetween(0.0, 0.01);
  }

  /** One document of two passages with a word each, one of a passage with one of them twice. */
  @Test
  void aDocumentIsScoredByAllThatItsPassagesSay() {
    Stored two = documents.add("otter swims", "badger digs");
    Stored one = documents.add("otter otter");
    // 4 terms of 3 on average: norm 1.2 (.25 + .75 · 4/3) = 1.5; idf ln(1 + .5/2.5), ln(1 +
    // 1.5/1.5)
    double whole = (Math.log(1.2) + Math.log(2)) * 2.2 / 2.5;
    assertThat(of(two.passage(0), LexicalScores::document)).isCloseTo(whole, within(1e-5));
    assertThat(of(two.passage(1), LexicalScores::document)).isCloseTo(whole, within(1e-5));
    assertThat(of(two.passage(0), LexicalScores::documentCoverage)).isCloseTo(1, within(1e-5));
    assertThat(of(one.passage(0), LexicalScores::documentCoverage)).isBetween(0.2, 0.4);
    // 2 terms: norm 1.2 (.25 + .75 · 2/3) = .9; the word stands there twice
    assertThat(of(one.passage(0), LexicalScores::document))
        .isCloseTo(Math.log(1.2) * 2 * 2.2 / 2.9, within(1e-5));
  }

  @Test
  void beyondTheBudgetTheMostFrequentWordsAreNotRead() {
    Stored large = largeDocument();
    assertThat(ask("otter badger", 1_000)).containsExactly(large.passage(PASSAGES - 1));
  }

  @Test
  void theOnlyWordIsReadHoweverFrequentItIs() {
    largeDocument();
    assertThat(ask("otter", 1_000)).hasSize(10);
  }

  @Test
  void aQuestionWithoutWordsThatTellFindsNothing() {
    Stored one = documents.add("otter badger");
    assertThat(documents.best("what is the", 10)).isEmpty();
    double coverage =
        documents.ask(
            "what is the",
            List.of(),
            1_000,
            (scores, jdbc) -> {
              scores.locate(jdbc, List.of(one.passage(0)));
              return scores.coverage(one.passage(0));
            });
    assertThat(coverage).isZero();
  }

  /** A common word in all passages, a rare one in the last: more than a block holds. */
  private Stored largeDocument() {
    String[] passages = new String[PASSAGES];
    Arrays.fill(passages, "otter");
    passages[PASSAGES - 1] = "otter badger";
    return documents.add(passages);
  }

  private List<PassageKey> ask(String question, int budget) {
    return documents.ask(question, List.of(), budget, (scores, jdbc) -> scores.best(jdbc, 10));
  }

  private double of(PassageKey passage, ToDoubleBiFunction<LexicalScores, PassageKey> score) {
    return documents.ask(
        "otter badger",
        List.of(),
        1_000_000,
        (scores, jdbc) -> {
          scores.locate(jdbc, List.of(passage));
          return score.applyAsDouble(scores, passage);
        });
  }
}
