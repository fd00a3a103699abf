package io.longshore.cli.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.evaluate.measure.Cited.Quote;
import io.longshore.cli.evaluate.measure.Cited.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RanksTest {
  private static final List<String> RANKING = List.of("a", "b", "c");

  @Test
  void ndcgDiscountsByTheLogarithmOfTheRank() {
    // (1/log2 3 + 1/log2 4) / (1 + 1/log2 3) = 1.130930 / 1.630930
    assertThat(Ranks.ndcg(RANKING, Map.of("b", 1, "c", 1), 10)).isCloseTo(0.693426, within(1e-6));
    // (1 + 2/log2 3) / (2 + 1/log2 3) = 2.261860 / 2.630930
    assertThat(Ranks.ndcg(RANKING, Map.of("a", 1, "b", 2), 10)).isCloseTo(0.859719, within(1e-6));
    assertThat(Ranks.ndcg(RANKING, Map.of("a", 1), 10)).isEqualTo(1);
    assertThat(Ranks.ndcg(RANKING, Map.of("c", 1), 2)).as("behind k").isZero();
    assertThat(Ranks.ndcg(RANKING, Map.of(), 10)).isNaN();
  }

  @Test
  void anIdealRankingHasNoMoreThanKEntries() {
    assertThat(Ranks.ndcg(RANKING, Map.of("a", 1, "b", 1, "c", 1), 2)).isEqualTo(1);
  }

  @Test
  void recallIsTheShareOfWhatIsRelevant() {
    assertThat(Ranks.recall(RANKING, Map.of("b", 1, "z", 1), 2)).isEqualTo(0.5);
    assertThat(Ranks.recall(RANKING, Map.of("c", 1), 2)).isZero();
    assertThat(Ranks.recall(RANKING, Map.of(), 2)).isNaN();
  }

  @Test
  void theReciprocalRankIsOfTheFirstRelevantOne() {
    assertThat(Ranks.reciprocalRank(RANKING, Map.of("b", 1, "c", 1), 10)).isEqualTo(0.5);
    assertThat(Ranks.reciprocalRank(RANKING, Map.of("c", 1), 2)).isZero();
  }

  @Test
  void aCitationIsRightWhenItsDocumentAndItsWordsAre() {
    var sources = List.of(new Source("a", List.of("nine ports")), new Source("b", List.of()));
    var quotes =
        List.of(
            new Quote("a", "It takes nine ports."),
            new Quote("a", "It takes eight ports."),
            new Quote("c", "nine ports"));
    assertThat(Cited.precision(quotes, sources)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Cited.recall(quotes, sources)).isEqualTo(0.5);
    assertThat(Cited.recall(List.of(new Quote("b", "anything")), sources)).isEqualTo(0.5);
    assertThat(Cited.recall(List.of(), sources)).isZero();
    assertThat(Cited.precision(List.of(), sources)).as("nothing to judge").isNaN();
    assertThat(Cited.precision(quotes, List.of())).isNaN();
  }

  @Test
  void aPassageIsCitedWhereverAQuoteStandsInIt() {
    var sources = List.of(new Source("a", List.of("nine ports")));
    assertThat(Cited.passage(List.of(new Quote("a", "eight")), sources)).isEqualTo(1);
    assertThat(Cited.passage(List.of(new Quote("b", "nine ports")), sources)).isZero();
    assertThat(Cited.passage(List.of(), sources)).isZero();
    assertThat(Cited.passage(List.of(), List.of())).isNaN();
    var book = new Source("a", List.of("nine ports"), false);
    assertThat(Cited.passage(List.of(new Quote("a", "nine ports")), List.of(book)))
        .as("a quote of a book may stand anywhere in it")
        .isNaN();
  }
}
