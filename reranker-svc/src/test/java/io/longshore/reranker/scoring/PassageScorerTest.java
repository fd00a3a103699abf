package io.longshore.reranker.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.text.Text;
import io.longshore.inference.call.Bound;
import io.longshore.reranker.Passages;
import io.longshore.reranker.WordEncoder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassageScorerTest {
  private final PassageScorer scorer = new PassageScorer(new WordEncoder());

  private Scores score(String question, List<Passage> passages) {
    return scorer.score(question, passages, Bound.within(Duration.ofSeconds(1)));
  }

  @Test
  void aPassageThatHoldsEveryWordOfTheQuestionScoresOneAndOneThatHoldsNoneScoresZero() {
    var scored =
        score(
            "otters eat fish",
            List.of(Passages.of("In rivers otters eat fish.", 1), Passages.of("Badgers dig.", 1)));
    assertThat(scored.passages()).extracting(Scored::maxSim).containsExactly(1.0, 0.0);
  }

  @Test
  void aWordThatTellsCandidatesApartCountsMoreThanOneThatAllHold() {
    var scored =
        score(
            "the otter",
            List.of(
                Passages.of("the otter", 1),
                Passages.of("the badger", 1),
                Passages.of("the weasel", 1)));
    // "the": half of the even half. "otter": the other, and all of the half for what stands out.
    assertThat(scored.passages().get(1).maxSim()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void eachSentenceHasItsOwnScoreAndItsPlaceInCodePoints() {
    String text = "🦦🦦 Badgers dig.  Otters eat fish.\n";
    var scored = score("otters eat fish", List.of(Passages.of(text, 1))).passages().getFirst();
    assertThat(scored.sentences())
        .extracting(s -> new Text(text).slice(s.start(), s.end()))
        .containsExactly("🦦🦦 Badgers dig.", "Otters eat fish.");
    assertThat(scored.sentences()).extracting(Evidence.Sentence::score).containsExactly(0.0, 1.0);
  }

  @Test
  void headingsCountForThePassageButNotForItsSentences() {
    var scored =
        score(
                "otter food",
                List.of(Passages.under(List.of("Rivers", "Otter"), "Its food is fish.")))
            .passages()
            .getFirst();
    assertThat(scored.maxSim()).isEqualTo(1.0);
    assertThat(scored.sentences().getFirst().score()).isEqualTo(0.5);
    assertThat(scored.sentences().getFirst().end()).isEqualTo("Its food is fish.".length());
  }

  @Test
  void everyPassageOfTheDocumentMeetsWhatTheQuestionSaysOfIt() {
    var named =
        Passages.named("the-otter_handbook.md", List.of("Rivers", "Banks"), "It sleeps there.");
    var scored = score("otter handbook", List.of(named, Passages.of("It sleeps.", 1))).passages();
    // The other's document is a handbook too.
    assertThat(scored).extracting(Scored::maxSim).containsExactly(1.0, 0.25);
    assertThat(scored.getFirst().sentences().getFirst().score()).isEqualTo(0.0);
    assertThat(scored.getFirst().sentences().getFirst().end()).isEqualTo(named.text().length());
  }

  @Test
  void ofALongPathTheInnerHeadingsAreRead() {
    var chapter = "An account of everything that happened on the river. ".repeat(2);
    var named = Passages.named("handbook.md", List.of(chapter, "Otter"), "It sleeps there.");
    assertThat(score("otter", List.of(named)).passages().getFirst().maxSim()).isEqualTo(1.0);
    assertThat(score("handbook", List.of(named)).passages().getFirst().maxSim()).isEqualTo(0.0);
  }

  @Test
  void aSentenceWithoutATokenMatchesNothing() {
    var scored =
        score("fish", List.of(Passages.of("Otters eat fish.\n\n123", 1))).passages().getFirst();
    assertThat(scored.sentences().getLast().score()).isEqualTo(-1.0);
  }

  @Test
  void noPassagesNeedNoModel() {
    assertThat(score("fish", List.of())).isEqualTo(Scores.NONE);
  }
}
