package io.longshore.cli.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.evaluate.frame.Document;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WholeDocumentsTest {
  @Test
  void theScoreIsBm25OfTheWholeDocument() {
    try (var index = index("Otter otter fish.", "badger digs hole deep")) {
      // N 2, n 1, tf 2, length 3 of 3.5: ln(1 + 1.5/1.5) * 2 / (2 + 1.2 * (0.25 + 0.75 * 3/3.5))
      assertThat(index.scores("otter")[0]).isCloseTo(0.451348, within(1e-5));
      assertThat(index.scores("otter")[1]).isZero();
      assertThat(index.scores("otter hole")[1]).isPositive();
    }
  }

  @Test
  void chineseIsFoundByPairsOfCharacters() {
    try (var index = index("水獭会游泳。", "獾挖洞。")) {
      assertThat(index.scores("水獭在哪里")[0]).isPositive();
      assertThat(index.scores("水獭在哪里")[1]).isZero();
    }
  }

  @Test
  void aQuestionWithoutWordsFindsNothingAndOneOfManyFindsWhatItHolds() {
    try (var index = index("otter")) {
      assertThat(index.scores("?!")).containsExactly(0);
      String many = String.join(" ", IntStream.range(0, 5_000).mapToObj(i -> "word" + i).toList());
      assertThat(index.scores(many + " otter")[0]).isPositive();
    }
  }

  @Test
  void eachOfManyDocumentsKeepsItsNumber() {
    var texts = IntStream.range(0, 3_000).mapToObj(i -> "number n" + i).toArray(String[]::new);
    try (var index = index(texts)) {
      assertThat(index.scores("n2718")[2718]).isPositive();
      assertThat(index.scores("n0")[0]).isPositive();
    }
  }

  private static WholeDocuments index(String... texts) {
    return new WholeDocuments(
        IntStream.range(0, texts.length)
            .mapToObj(i -> Document.ofText("d" + i, texts[i]))
            .toList());
  }

  @Test
  void noDocumentsHaveNoScores() {
    try (var index = new WholeDocuments(List.of())) {
      assertThat(index.scores("otter")).isEmpty();
    }
  }
}
