package io.longshore.generator.extraction;

import static io.longshore.generator.Passages.evidence;
import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorTest {
  private final Extractor extractor = new Extractor(new ExtractionProperties(5, 3, 0.03, 0.02));

  @Test
  void theBestSentenceAnswersAlone() {
    assertThat(
            said(evidence(passage("Badgers dig. Otters eat fish. Weasels run."), 1, 0.7, 0.9, 0.8)))
        .containsExactly("Otters eat fish.");
  }

  @Test
  void aSentenceThatScoresNearlyAsWellIsSaidTooNeighboursInOneQuote() {
    assertThat(
            said(
                evidence(
                    passage("Otters eat fish. Otters eat crabs. Badgers dig."), 1, 0.88, 0.9, 0.7)))
        .containsExactly("Otters eat fish. Otters eat crabs.");
  }

  @Test
  void noMoreThanThreeSentencesAreTaken() {
    var passage = passage("Otters eat fish. Badgers eat worms. Weasels eat mice. Foxes eat geese.");
    assertThat(said(evidence(passage, 1, 0.9, 0.9, 0.9, 0.9)))
        .containsExactly("Otters eat fish. Badgers eat worms. Weasels eat mice.");
  }

  @Test
  void whatComesFromTheBetterPassageIsSaidFirst() {
    assertThat(
            said(
                evidence(passage("Badgers dig. Otters eat crabs."), 1.0, 0.5, 0.90),
                evidence(passage("Sea otters like urchins."), 0.9, 0.90)))
        .containsExactly("Otters eat crabs.", "Sea otters like urchins.");
  }

  @Test
  void theSameIsNotSaidTwice() {
    assertThat(
            said(
                evidence(passage("Otters eat fish."), 1.0, 0.9),
                evidence(passage("Otters eat fish!"), 0.9, 0.9)))
        .containsExactly("Otters eat fish.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"It eats fish.", "These animals eat fish.", "But they eat fish."})
  void aSentenceThatLeansOnTheOneBeforeBringsItAlong(String leaning) {
    assertThat(
            said(
                evidence(
                    passage("The otter swims well. " + leaning + " Badgers dig."),
                    1,
                    0.7,
                    0.9,
                    0.5)))
        .containsExactly("The otter swims well. " + leaning);
  }

  @Test
  void aQuestionInTheTextIsAnsweredByWhatFollowsIt() {
    var passage = passage("What do otters eat? Mostly fish and crabs. Badgers dig.");
    assertThat(said(evidence(passage, 1, 0.99, 0.7, 0.6)))
        .containsExactly("Mostly fish and crabs.");
  }

  @Test
  void aHeadingStandsBackBehindASentence() {
    assertThat(said(evidence(passage("What otters eat\n\nOtters live on fish."), 1, 0.92, 0.90)))
        .containsExactly("Otters live on fish.");
  }

  @Test
  void whereANumberIsAskedForASentenceThatHoldsOneIsPreferred() {
    var evidence = evidence(passage("Otters have many young. Otters have 3 young."), 1, 0.90, 0.89);
    assertThat(
            new Extractor(new ExtractionProperties(5, 1, 0.03, 0.02))
                .extract("How many young do otters have?", List.of(evidence)))
        .extracting(Quote::cleaned)
        .containsExactly("Otters have 3 young.");
    assertThat(
            new Extractor(new ExtractionProperties(5, 1, 0.03, 0.02))
                .extract("Do otters have young?", List.of(evidence)))
        .extracting(Quote::cleaned)
        .containsExactly("Otters have many young.");
  }

  @Test
  void aSentenceWithTheYearThatIsAskedForIsPreferredToItsTwin() {
    var evidence =
        evidence(passage("In 2018 we had 41 ships. In 2019 we had 57 ships."), 1, 0.91, 0.90);
    var extractor = new Extractor(new ExtractionProperties(5, 1, 0.03, 0.02));
    assertThat(extractor.extract("How many ships were there in 2019?", List.of(evidence)))
        .extracting(Quote::cleaned)
        .containsExactly("In 2019 we had 57 ships.");
    assertThat(extractor.extract("How many ships were there in 2018?", List.of(evidence)))
        .extracting(Quote::cleaned)
        .containsExactly("In 2018 we had 41 ships.");
    assertThat(extractor.extract("How many ships were there in 201?", List.of(evidence)))
        .extracting(Quote::cleaned)
        .containsExactly("In 2018 we had 41 ships.");
  }

  @Test
  void lineBreaksAreCleanedInTheAnswerAndKeptInTheQuote() {
    Quote quote =
        extract(evidence(passage("Badgers dig. Otters\n  eat fish."), 1, 0.5, 0.9)).getFirst();
    assertThat(quote.cleaned()).isEqualTo("Otters eat fish.");
    assertThat(quote.text()).isEqualTo("Otters\n  eat fish.");
    assertThat(quote.span().start()).isEqualTo(13);
    assertThat(quote.span().end()).isEqualTo(31);
  }

  @Test
  void withoutScoresTheWordsOfTheQuestionDecide() {
    assertThat(said(evidence(passage("Badgers dig. River otters eat fish. Weasels run."), 0.03)))
        .containsExactly("River otters eat fish.");
    assertThat(
            extractor
                .extract(
                    "水獭吃什么？", List.of(evidence(passage("獾会挖洞。水獭吃鱼和螃蟹。", "zh", 0.9, 0.5), 0.03)))
                .stream()
                .map(Quote::cleaned))
        .containsExactly("水獭吃鱼和螃蟹。");
  }

  @Test
  void withoutEvidenceNothingIsSaid() {
    assertThat(extractor.extract("What do otters eat?", List.of())).isEmpty();
  }

  @Test
  void aQuestionWithoutAnyWordStillGetsTheFirstSentenceOfTheBestPassage() {
    assertThat(extractor.extract("???", List.of(evidence(passage("Otters eat fish."), 0.03))))
        .hasSize(1);
  }

  @Test
  void aSentenceThatAddsNothingToTheAnswerIsNotSaid() {
    var passage = passage("Otters eat fish. Badgers eat worms. The old otters sleep in holts.");
    var evidence = evidence(passage, 1, 0.90, 0.895, 0.89);
    assertThat(cleaned("Where do otters eat?", evidence)).containsExactly("Otters eat fish.");
    assertThat(cleaned("Where do otters eat and sleep?", evidence))
        .as("it covers what is not covered yet")
        .containsExactly("Otters eat fish.", "The old otters sleep in holts.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Why do otters eat?",
        "What are the habits?",
        "Welche Tiere gibt es?",
        "Apa saja makanannya?",
        "有哪些动物？"
      })
  void whereSeveralAreAskedForWhatScoresNearlyAsWellIsSaidToo(String question) {
    var passage = passage("Otters eat fish. Badgers eat worms. Weasels run.");
    assertThat(cleaned(question, evidence(passage, 1, 0.90, 0.89, 0.5)))
        .containsExactly("Otters eat fish. Badgers eat worms.");
  }

  private List<String> cleaned(String question, Evidence evidence) {
    return extractor.extract(question, List.of(evidence)).stream().map(Quote::cleaned).toList();
  }

  private List<String> said(Evidence... evidence) {
    return extract(evidence).stream().map(Quote::cleaned).toList();
  }

  private List<Quote> extract(Evidence... evidence) {
    return extractor.extract("Name what otters eat.", List.of(evidence));
  }
}
