package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.embedder.passages.PassageKey;
import io.longshore.embedder.retrieval.Fusion.Fused;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentScoresTest {
  /**
   * Of document 1 one very good passage, of 2 three good ones that begin badly, of 3 many middling
   * ones.
   */
  private static final List<Fused> PASSAGES =
      Stream.of(
              passage(1, 0, 5),
              passage(1, 1, -1),
              passage(1, 2, -2),
              passage(2, 0, -3),
              passage(2, 1, 3),
              passage(2, 2, 3),
              passage(2, 3, 2.5),
              passage(3, 0, 1),
              passage(3, 1, 1),
              passage(3, 2, 1),
              passage(3, 3, 1),
              passage(3, 4, 1),
              passage(3, 5, 1),
              passage(4, 0, -4))
          .sorted(Comparator.comparingDouble(Fused::score).reversed())
          .toList();

  @Test
  void aDocumentIsAsGoodAsItsBestPassage() {
    assertThat(order(Aggregation.MAX, 3)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aDocumentIsAsGoodAsTheMeanOfItsBestPassages() {
    assertThat(order(Aggregation.MEAN, 3)).containsExactly(2, 3, 1, 4);
    assertThat(order(Aggregation.MEAN, 1)).isEqualTo(order(Aggregation.MAX, 3));
  }

  @Test
  void aDocumentIsAsGoodAsAllThatWasFoundOfIt() {
    assertThat(order(Aggregation.SUM, 3)).containsExactly(3, 2, 1, 4);
  }

  @Test
  void aDocumentIsAsGoodAsItsBeginning() {
    assertThat(order(Aggregation.FIRST, 3)).containsExactly(1, 3, 2, 4);
  }

  @Test
  void theBestPassageOfADocumentIsItsFirst() {
    assertThat(scored(Aggregation.SUM, 3))
        .allSatisfy(document ->
            assertThat(document.passages())
                .isSortedAccordingTo(Comparator.comparingDouble(Fused::score).reversed()));
  }

  @Test
  void ofNoPassagesThereIsNoDocument() {
    assertThat(DocumentScores.order(List.of(), settings(Aggregation.MEAN, 3), Set.of())).isEmpty();
  }

  @Test
  void ofEqualDocumentsThatOfTheBetterPassageComesFirst() {
    var passages =
        List.of(passage(48, 0, 2), passage(17, 0, 2), passage(33, 0, 2), passage(1, 0, 2));
    assertThat(DocumentScores.order(passages, settings(Aggregation.MAX, 1), Set.of()))
        .extracting(DocumentScores.Scored::source)
        .containsExactly(48, 17, 33, 1);
  }

  @Test
  void everyDocumentsBestPassageComesBeforeAnyOther() {
    assertThat(DocumentScores.inTurns(scored(Aggregation.MAX, 1), 2))
        .extracting(fused -> fused.candidate().key().source())
        .containsExactly(1, 2, 3, 4, 1, 2, 3);
  }

  private static List<Integer> order(Aggregation aggregation, int of) {
    return scored(aggregation, of).stream()
        .map(document -> document.passages().getFirst().candidate().key().source())
        .toList();
  }

  private static List<DocumentScores.Scored> scored(Aggregation aggregation, int of) {
    var firsts =
        Set.of(
            new PassageKey(1, 0), new PassageKey(2, 0), new PassageKey(3, 0), new PassageKey(4, 0));
    return DocumentScores.order(PASSAGES, settings(aggregation, of), firsts);
  }

  private static Settings settings(Aggregation aggregation, int of) {
    return new Settings(
        aggregation, of, 0.5, 0, null, Map.of(), RetrievalSettings.Fusion.SCORES, 100);
  }

  private static Fused passage(int source, int ordinal, double score) {
    var key = new PassageKey(source, ordinal);
    return new Fused(new Candidate(key, "en", null, 0, 0, 0, null, 0), score);
  }
}
