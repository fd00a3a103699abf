package io.longshore.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandInTest {
  private static final Instant DEADLINE = Instant.parse("2026-11-25T12:00:00Z");

  @Test
  void theBestSentenceOfEachPassageIsQuotedWhereItStands() {
    var text = "A ship 🚢 sails. The whale is white. It dives.";
    var sentences =
        List.of(
            new Evidence.Sentence(0, 15, 0.2),
            new Evidence.Sentence(16, 35, 0.9),
            new Evidence.Sentence(36, 45, 0.1));
    var passage = SomeQuestion.passage(text);
    var question =
        SomeQuestion.withRanked(SomeQuestion.until(DEADLINE), new Evidence(passage, 1, sentences));
    var events = StandIn.quotes(question, 1_000_001);

    var end = Objects.requireNonNull(events.getLast().finished());
    assertThat(end.text()).isEqualTo("The whale is white. [1]");
    assertThat(end.skipped()).containsExactly("generator");
    assertThat(end.abstained()).isFalse();
    var citation = end.citations().getFirst();
    assertThat(citation.quote()).isEqualTo("The whale is white.");
    assertThat(citation.span()).isEqualTo(passage.span().part(16, 35));
    assertThat(citation.page()).isEqualTo(7);
    var steps = Objects.requireNonNull(end.explain()).steps();
    assertThat(steps).extracting(Step::name).endsWith("choose", "decide");
    assertThat(steps.get(steps.size() - 2).what())
        .containsEntry("passage.1", passage.id().toString());
    assertThat(end.coverage()).isEqualTo(0.4);
  }

  @Test
  void theTextIsTheDeltasAndEachCitationNamesItsPartOfIt() {
    var question =
        SomeQuestion.withRetrieved(
            SomeQuestion.until(DEADLINE), "One 🐋.", "Two.", "Three.", "Four.");
    var events = StandIn.quotes(question, 1_000_001);
    var end = Objects.requireNonNull(events.getLast().finished());
    var deltas =
        events.stream()
            .map(AnswerEvent::delta)
            .filter(Objects::nonNull)
            .collect(Collectors.joining());
    assertThat(end.text()).isEqualTo(deltas).isEqualTo("One 🐋. [1]\n\nTwo. [2]\n\nThree. [3]");
    for (var citation : end.citations()) {
      int from = end.text().offsetByCodePoints(0, citation.answerStart());
      int to = end.text().offsetByCodePoints(0, citation.answerEnd());
      assertThat(end.text().substring(from, to)).isEqualTo(citation.quote());
    }
  }

  @Test
  void aSentenceThatLiesOutsideItsPassageIsNotQuoted() {
    var outside = List.of(new Evidence.Sentence(0, 99, 0.9));
    var inside = List.of(new Evidence.Sentence(0, 4, 0.1));
    var question =
        SomeQuestion.withRanked(
            SomeQuestion.until(DEADLINE),
            new Evidence(SomeQuestion.passage("One."), 1, outside),
            new Evidence(SomeQuestion.passage("Two."), 1, inside));
    var end = StandIn.quotes(question, 1_000_001).getLast().finished();
    assertThat(Objects.requireNonNull(end).text()).isEqualTo("Two. [1]");
  }

  @Test
  void withoutEvidenceItSaysSo() {
    var end = StandIn.quotes(SomeQuestion.until(DEADLINE), 1_000_001).getLast().finished();
    assertThat(Objects.requireNonNull(end).abstained()).isTrue();
    assertThat(end.citations()).isEmpty();
    assertThat(end.text()).isNotBlank();
  }

  @Test
  void aSearchEndsInTheOrderOfRetrieval() {
    var question =
        SomeQuestion.withRetrieved(SomeQuestion.of(Options.Goal.SEARCH, DEADLINE), "One.", "Two.");
    var events = StandIn.search(question, 1_000_001);
    assertThat(Objects.requireNonNull(events.getFirst().evidence()))
        .extracting(evidence -> evidence.passage().text())
        .containsExactly("One.", "Two.");
    assertThat(Objects.requireNonNull(events.getLast().finished()).skipped())
        .containsExactly("reranker");
  }
}
