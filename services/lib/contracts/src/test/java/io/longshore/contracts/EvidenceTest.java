package io.longshore.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Passage;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static Evidence evidence(double score, @Nullable Double coverage) {
    var span = new Span(DocumentId.random(), "0".repeat(64), 0, 12);
    return new Evidence(
        new Passage(
            PassageId.random(),
            span,
            "a.md",
            "Otters swim.",
            "en",
            List.of(),
            null,
            0.03,
            0.9,
            1.0,
            coverage,
            null),
        score,
        List.of());
  }

  @Test
  void aQuestionIsCoveredAsFarAsOneOfTheFiveBestPassagesCoversIt() {
    var five =
        List.of(
            evidence(5, 0.2),
            evidence(4, null),
            evidence(3, 0.7),
            evidence(2, 0.1),
            evidence(1, 0.0));
    assertThat(Evidence.coverage(five)).isEqualTo(0.7);
    var six = Stream.concat(five.stream(), Stream.of(evidence(0, 1.0))).toList();
    assertThat(Evidence.coverage(six)).isEqualTo(0.7);
  }

  @Test
  void whereNoWordsWereLookedForNothingIsKnownOfThem() {
    assertThat(Evidence.coverage(List.of(evidence(1, null)))).isNull();
    assertThat(Evidence.coverage(List.of())).isNull();
  }

  @Test
  void aStepListsTheBestPassagesWithRoundedScoresAndNoText() {
    var first = evidence(0.123456, null);
    var step = Step.of("choose", 3).with(List.of(first, evidence(2, null)));
    assertThat(step.what()).containsEntry("passage.1", first.passage().id().toString()).hasSize(2);
    assertThat(step.figures()).containsEntry("score.1", 0.1235).containsEntry("score.2", 2.0);
    assertThat(step.toString()).doesNotContain("Otters");
    var many = Collections.nCopies(Limits.RETRIEVED_PASSAGES, first);
    assertThat(Step.of("choose", 3).with(many).what()).hasSize(Limits.RANKED_PASSAGES);
  }
}
