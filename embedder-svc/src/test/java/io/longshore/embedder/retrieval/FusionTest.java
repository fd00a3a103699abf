package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.embedder.passages.PassageKey;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FusionTest {
  @Test
  void whatBothLegsLikeComesBeforeWhatOneLikes() {
    assertThat(order(candidate(1, 0.9, 0, 0), candidate(2, 0.88, 9, 1), candidate(3, 0.7, 9, 1)))
        .startsWith(2);
  }

  @Test
  void wordsCountLittleWhenNoPassageHoldsMuchOfTheQuestion() {
    assertThat(order(candidate(1, 0.9, 0, 0), candidate(2, 0.8, 5, 0.1), candidate(3, 0.7, 0, 0)))
        .startsWith(1);
    assertThat(order(candidate(1, 0.9, 0, 0), candidate(2, 0.8, 5, 1), candidate(3, 0.7, 0, 0)))
        .startsWith(2);
  }

  @Test
  void wordsDoNotCountWhereTheTextSpeaksAnotherLanguage() {
    assertThat(
            order(candidate(1, 0.9, 0, 0), candidate(2, 0.89, 50, 0.15), candidate(3, 0.7, 0, 0)))
        .containsExactly(1, 2, 3);
  }

  @Test
  void ofPassagesThatAreAlikeTheOneInTheBetterDocumentComesFirst() {
    assertThat(
            order(
                candidate(1, 0.8, 4, 5, 0.9),
                candidate(2, 0.8, 4, 12, 0.9),
                candidate(3, 0.8, 0, 0, 0)))
        .containsExactly(2, 1, 3);
  }

  @Test
  void inOneDocumentItsPassagesAloneAreCompared() {
    var apart =
        order(candidate(1, 0.85, 2, 7, 1), candidate(2, 0.8, 9, 7, 1), candidate(3, 0.7, 0, 7, 1));
    var without =
        order(candidate(1, 0.85, 2, 0, 1), candidate(2, 0.8, 9, 0, 1), candidate(3, 0.7, 0, 0, 1));
    assertThat(apart).isEqualTo(without).containsExactly(2, 1, 3);
  }

  @Test
  void withoutVectorsTheWordsDecide() {
    assertThat(order(candidate(1, null, 2, 0.5), candidate(2, null, 7, 0.9))).containsExactly(2, 1);
    assertThat(order(candidate(1, null, 2, 0.1), candidate(2, null, 7, 0.1))).containsExactly(2, 1);
  }

  @Test
  void withoutVectorsNoSettingSilencesTheWords() {
    var candidates = List.of(candidate(1, null, 2, 0.5), candidate(2, null, 7, 0.9));
    assertThat(ordinals(Fusion.fuse(candidates, settings(0, 0.0)))).containsExactly(2, 1);
    assertThat(ordinals(Fusion.fuse(candidates, languages(Map.of("en", 0.0)))))
        .containsExactly(2, 1);
  }

  @Test
  void whatIsEqualTellsNothingHoweverManyThereAre() {
    for (int n = 2; n < 100; n++) {
      List<Candidate> candidates =
          IntStream.range(0, n).mapToObj(i -> candidate(i, 0.837, 3.1, 7.3, 1)).toList();
      assertThat(Fusion.fuse(candidates, settings(0, null)))
          .as("%d candidates", n)
          .allSatisfy(fused -> assertThat(fused.score()).isZero());
    }
  }

  @Test
  void equalScoresHaveOneRank() {
    var ranks =
        new Settings(
            Aggregation.MEAN, 3, 1.0 / 3, 0, 1.0, Map.of(), RetrievalSettings.Fusion.RANKS, 100);
    assertThat(
            Fusion.fuse(
                List.of(candidate(1, 0.9, 0, 0), candidate(2, 0.9, 0, 0), candidate(3, 0.8, 0, 0)),
                ranks))
        .extracting(Fusion.Fused::score)
        .containsExactly(1.0 / 61, 1.0 / 61, 1.0 / 62);
  }

  @Test
  void aLanguageHasTheWeightOfItsOwnTagElseOfWhatItIsAKindOf() {
    Settings settings = languages(Map.of("zh", 0.5, "zh-hant", 0.25));
    assertThat(settings.lexicalWeight("zh-Hant", 1)).isEqualTo(0.25);
    assertThat(settings.lexicalWeight("zh-Hans", 1)).isEqualTo(0.5);
    assertThat(settings.lexicalWeight("en", 1)).isEqualTo(1);
  }

  @Test
  void aPassageOfAnotherGenerationStandsBetweenWhatTheModelLikesAndDislikes() {
    assertThat(order(candidate(1, 0.9, 0, 0), candidate(2, null, 0, 0), candidate(3, 0.7, 0, 0)))
        .containsExactly(1, 2, 3);
  }

  @Test
  void aDocumentsOwnVectorCountsAsMuchAsItIsWeighted() {
    var candidates =
        List.of(
            new Candidate(new PassageKey(1, 1), "en", 0.9, 0, 0, 0, 0.1, 0),
            new Candidate(new PassageKey(2, 2), "en", 0.8, 0, 0, 0, 0.9, 0),
            new Candidate(new PassageKey(3, 3), "en", 0.7, 0, 0, 0, null, 0));
    assertThat(Fusion.fuse(candidates, settings(0, null)).getFirst().candidate().key().ordinal())
        .isEqualTo(1);
    assertThat(Fusion.fuse(candidates, settings(1, null)).getFirst().candidate().key().ordinal())
        .isEqualTo(2);
  }

  @Test
  void nothingIsFusedToNothing() {
    assertThat(order()).isEmpty();
  }

  private static Candidate candidate(
      int ordinal, @Nullable Double dense, double lexical, double coverage) {
    return candidate(ordinal, dense, lexical, 0, coverage);
  }

  private static Candidate candidate(
      int ordinal, @Nullable Double dense, double lexical, double document, double coverage) {
    return new Candidate(
        new PassageKey(1, ordinal), "en", dense, lexical, document, coverage, null, coverage);
  }

  @Test
  void aFixedWeightOfWordsCountsWhateverTheyCover() {
    var candidates =
        List.of(candidate(1, 0.9, 0, 0.1), candidate(2, 0.8, 5, 0.1), candidate(3, 0.7, 0, 0));
    assertThat(ordinals(Fusion.fuse(candidates, settings(0, null)))).startsWith(1);
    assertThat(ordinals(Fusion.fuse(candidates, settings(0, 1.0)))).startsWith(2);
    assertThat(ordinals(Fusion.fuse(candidates, languages(Map.of("en", 1.0))))).startsWith(2);
    assertThat(ordinals(Fusion.fuse(candidates, languages(Map.of("de", 1.0))))).startsWith(1);
  }

  @Test
  void byRankAFarLeadCountsNoMoreThanASmallOne() {
    var candidates =
        List.of(
            candidate(1, 0.99, 0, 1),
            candidate(2, 0.5, 9, 1),
            candidate(3, 0.49, 8, 1),
            candidate(4, 0.48, 7, 1));
    var ranks =
        new Settings(
            Aggregation.MEAN, 3, 1.0 / 3, 0, 1.0, Map.of(), RetrievalSettings.Fusion.RANKS, 100);
    var fused = Fusion.fuse(candidates, ranks);
    assertThat(ordinals(fused)).containsExactly(2, 3, 4, 1);
    assertThat(fused.getFirst().score()).isEqualTo(1.0 / 62 + 1.0 / 61);
    assertThat(fused.getLast().score()).as("no words found").isEqualTo(1.0 / 61);
  }

  private static Settings settings(double documentVectorWeight, @Nullable Double lexicalWeight) {
    return new Settings(
        Aggregation.MEAN,
        3,
        1.0 / 3,
        documentVectorWeight,
        lexicalWeight,
        Map.of(),
        RetrievalSettings.Fusion.SCORES,
        100);
  }

  private static Settings languages(Map<String, Double> weights) {
    return new Settings(
        Aggregation.MEAN, 3, 1.0 / 3, 0, null, weights, RetrievalSettings.Fusion.SCORES, 100);
  }

  private static List<Integer> ordinals(List<Fusion.Fused> fused) {
    return fused.stream().map(one -> one.candidate().key().ordinal()).toList();
  }

  private static List<Integer> order(Candidate... candidates) {
    return Fusion.fuse(List.of(candidates), settings(0, null)).stream()
        .map(fused -> fused.candidate().key().ordinal())
        .toList();
  }
}
