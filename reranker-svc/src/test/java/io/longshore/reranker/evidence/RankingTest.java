package io.longshore.reranker.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.reranker.Passages;
import io.longshore.reranker.scoring.Scored;
import io.longshore.reranker.scoring.Scores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
  private final Ranking ranking =
      new Ranking(new RankingProperties(16, Duration.ofSeconds(10), 0.6, 0.3, 1.1, 0.2, 0.8));

  @Test
  void theModelsScoreDecidesWhereItDiffersClearly() {
    var first = Passages.of("Otters eat fish.", 0.033);
    var second = Passages.of("Badgers dig deep.", 0.032);
    assertThat(order(List.of(scored(first, 0.70), scored(second, 0.90)), List.of(first, second)))
        .containsExactly(second, first);
  }

  @Test
  void theOrderOfRetrievalDecidesWhereTheModelSeesNoDifference() {
    var first = Passages.of("Otters eat fish.", 0.033);
    var second = Passages.of("Badgers dig deep.", 0.016);
    assertThat(order(List.of(scored(first, 0.8), scored(second, 0.8)), List.of(first, second)))
        .containsExactly(first, second);
  }

  @Test
  void whatTheModelDidNotReadStaysBehindInTheOrderOfRetrievalWithFallingScores() {
    var read = Passages.of("Otters eat fish.", 0.03);
    var third = Passages.of("Badgers dig deep.", 0.02);
    var fourth = Passages.of("Weasels are quick.", 0.01);
    var evidence = ranking.order(List.of(scored(read, 0.9)), List.of(read, third, fourth));
    assertThat(evidence).extracting(Evidence::passage).containsExactly(read, third, fourth);
    assertThat(evidence)
        .extracting(Evidence::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a))
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutAModelTheOrderOfRetrievalIsKept() {
    var first = Passages.of("Otters eat fish.", 0.03);
    var second = Passages.of("Badgers dig deep.", 0.02);
    assertThat(order(List.of(), List.of(first, second))).containsExactly(first, second);
  }

  @Test
  void aPassageOfADocumentThatWasFoundMoreOftenGoesBeforeOneThatIsEquallyGood() {
    var document = DocumentId.random();
    var alone = Passages.of("Otters eat fish.", 0.03);
    var one = Passages.of(document, 0, "Badgers dig deep.", 0.03);
    var other = Passages.of("Weasels are quick.", 0.01);
    var behind = Passages.of(document, 100, "Martens climb trees.", 0.029);
    assertThat(
            ranking
                .order(
                    List.of(scored(alone, 0.8), scored(one, 0.8), scored(other, 0.7)),
                    List.of(alone, one, other, behind))
                .getFirst()
                .passage())
        .isEqualTo(one);
  }

  @Test
  void aDocumentsFurtherPassagesStandBackBehindAnothersThatIsNearlyAsGood() {
    var document = DocumentId.random();
    var best = Passages.of(document, 0, "Otters eat fish.", 0.03);
    var next = Passages.of(document, 100, "Badgers dig deep.", 0.03);
    var other = Passages.of("Weasels are quick.", 0.03);
    assertThat(
            order(
                List.of(scored(best, 0.90), scored(next, 0.804), scored(other, 0.80)),
                List.of(best, next, other)))
        .containsExactly(best, other, next);
    assertThat(
            order(
                List.of(scored(best, 0.90), scored(next, 0.85), scored(other, 0.80)),
                List.of(best, next, other)))
        .containsExactly(best, next, other);
  }

  @Test
  void nearlyTheSameWordsAreSaidOnce() {
    String text = "The refund is paid within fourteen days after the goods have come back to us.";
    var one = Passages.of(text, 0.03);
    var again = Passages.of(text.replace("come back to us", "come back"), 0.02);
    var other = Passages.of("The refund is refused for goods that were used.", 0.01);
    assertThat(
            order(
                List.of(scored(one, 0.9), scored(again, 0.89), scored(other, 0.5)),
                List.of(one, again, other)))
        .containsExactly(one, other);
  }

  @Test
  void ofTwoPassagesThatLieMostlyOverEachOtherTheBetterOneStays() {
    var document = DocumentId.random();
    var one = Passages.of(document, 0, "Otters eat fish and crabs.", 0.03);
    var over = Passages.of(document, 7, "eat fish and crabs. Badgers dig.", 0.02);
    var beside = Passages.of(document, 26, "Badgers dig.", 0.01);
    assertThat(
            order(
                List.of(scored(one, 0.9), scored(over, 0.8), scored(beside, 0.7)),
                List.of(one, over, beside)))
        .containsExactly(one, beside);
  }

  @Test
  void aCopyThatWasCutAtAnotherPlaceIsSaidOnceAndAFormFilledInOtherwiseIsNot() {
    var one = Passages.of("The mate went aft. He took the wheel himself and said nothing.", 0.04);
    var copy = Passages.of("He took the wheel himself and said nothing. The wind rose then.", 0.03);
    var form = Passages.of("Berth 11, fee 29 crowns, paid by Ames, due in May.", 0.02);
    var other = Passages.of("Berth 12, fee 41 crowns, paid by Brix, due in June.", 0.01);
    assertThat(
            order(
                List.of(
                    scored(one, 0.9), scored(copy, 0.89), scored(form, 0.5), scored(other, 0.4)),
                List.of(one, copy, form, other)))
        .containsExactly(one, form, other);
  }

  @Test
  void documentsAreOrderedByTheirBestPassageAndByWhatRetrievalSaysOfThemAndNoneIsLost() {
    var document = DocumentId.random();
    var first = Passages.of(document, 0, "Otters eat fish.", 0.03).withDocumentScore(0.9);
    var second = Passages.of("Otters eat fish.", 0.02).withDocumentScore(0.8);
    var third = Passages.of("Weasels are quick.", 0.01).withDocumentScore(0.1);
    var unread = Passages.of("Martens climb trees.", 0.005).withDocumentScore(0.05);
    var better = Passages.of(document, 100, "Badgers dig deep.", 0.02).withDocumentScore(0.9);
    var evidence =
        ranking.documents(
            read(10, scored(first, 0.70), scored(second, 0.80), scored(third, 0.75)),
            List.of(first, second, third, unread, better));
    assertThat(texts(evidence))
        .containsExactly(
            "Otters eat fish.",
            "Otters eat fish.",
            "Badgers dig deep.",
            "Weasels are quick.",
            "Martens climb trees.");
    assertThat(evidence.getFirst().passage().id()).isEqualTo(second.id());
    assertThat(evidence)
        .extracting(one -> one.passage().documentScore())
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void ofTwoDocumentsTheModelsComesFirst() {
    var first = Passages.of("Otters eat fish.", 0.03).withDocumentScore(0.9);
    var second = Passages.of("Badgers dig deep.", 0.02).withDocumentScore(0.1);
    assertThat(
            texts(
                ranking.documents(
                    read(10, scored(first, 0.70), scored(second, 0.71)), List.of(first, second))))
        .containsExactly("Badgers dig deep.", "Otters eat fish.");
  }

  @Test
  void theLongerAQuestionTheLessOnePassageSaysOfADocument() {
    var first = Passages.of("Otters eat fish.", 0.03).withDocumentScore(0.9);
    var second = Passages.of("Badgers dig deep.", 0.02).withDocumentScore(0.1);
    for (int tokens : new int[] {16, 32, 100}) {
      var evidence =
          ranking.documents(
              read(tokens, scored(first, 0.7), scored(second, 0.9)), List.of(first, second));
      assertThat(evidence.getFirst().passage().id())
          .as("%d tokens", tokens)
          .isEqualTo(tokens == 16 ? second.id() : first.id());
    }
  }

  @Test
  void aDocumentIsAsGoodAsItsBestPassageThatTheModelRead() {
    var document = DocumentId.random();
    var first = Passages.of(document, 0, "Otters eat fish.", 0.03).withDocumentScore(0.5);
    var other = Passages.of("Weasels are quick.", 0.03).withDocumentScore(0.5);
    var second = Passages.of(document, 100, "Badgers dig deep.", 0.02).withDocumentScore(0.5);
    assertThat(
            texts(
                ranking.documents(
                    read(10, scored(first, 0.7), scored(other, 0.8), scored(second, 0.9)),
                    List.of(first, other, second))))
        .containsExactly("Badgers dig deep.", "Otters eat fish.", "Weasels are quick.");
  }

  @Test
  void withoutAModelDocumentsKeepOrderAndScoresOfRetrieval() {
    var document = DocumentId.random();
    var first = Passages.of(document, 0, "Otters eat fish.", 0.01).withDocumentScore(0.9);
    var other = Passages.of("Weasels are quick.", 0.03).withDocumentScore(0.8);
    var second = Passages.of(document, 100, "Badgers dig deep.", 0.005).withDocumentScore(0.9);
    var evidence = ranking.documents(Scores.NONE, List.of(first, other, second));
    assertThat(evidence).extracting(Evidence::passage).containsExactly(first, second, other);
  }

  private List<Passage> order(List<Scored> scored, List<Passage> passages) {
    return ranking.order(scored, passages).stream().map(Evidence::passage).toList();
  }

  private static List<String> texts(List<Evidence> evidence) {
    return evidence.stream().map(one -> one.passage().text()).toList();
  }

  private static Scores read(int questionTokens, Scored... passages) {
    return new Scores(List.of(passages), questionTokens, false);
  }

  private static Scored scored(Passage passage, double maxSim) {
    return new Scored(passage, maxSim, List.of());
  }
}
