package io.longshore.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Recalled;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final Options EXPLAINED =
      new Options(Options.Goal.ANSWER, 10, Options.Draft.FREE, 5, true, false, Options.Legs.DENSE);

  private static final Scope SCOPE = new Scope(List.of(CollectionId.random()), List.of());

  @Test
  void whatNobodyAskedForIsExplainedToo() {
    var question = question(new Options(Options.Goal.ANSWER, 10));
    var explanation = Explanation.of(question, List.of(Step.of("draft", 7)));
    assertThat(explanation.options().explain()).isFalse();
    assertThat(explanation.scope()).isEqualTo(question.scope());
    assertThat(explanation.steps()).containsExactly(Step.of("draft", 7));
  }

  @Test
  void theRoomsThatDidTheirPartComeBeforeTheOneThatEndsIt() {
    var question =
        question(EXPLAINED)
            .withRecalled(new Recalled("Who is the captain of the ship?", true))
            .withRetrieved(new Retrieved(List.of(), "e5:1", 2, 400))
            .withTimings(Map.of("memory", 3L, "embedder", 21L));
    var explanation = Explanation.of(question, List.of(Step.of("draft", 7).with("model", "tiny")));
    assertThat(explanation.options()).isEqualTo(EXPLAINED);
    assertThat(explanation.steps())
        .containsExactly(
            Step.of("recall", 3).with("standalone", "Who is the captain of the ship?"),
            Step.of("retrieval", 21)
                .with("generation", "e5:1")
                .with("legs", "dense")
                .with("documents", 2)
                .with("searched", 400)
                .with("found", 0),
            Step.of("draft", 7).with("model", "tiny"));
  }

  @Test
  void aSearchSaysWhatItLookedForAndInWhichWay() {
    var options =
        new Options(
            Options.Goal.SEARCH,
            10,
            Options.Draft.AUTO,
            0,
            true,
            false,
            Options.Legs.BOTH,
            Options.GroupBy.DOCUMENT);
    var settings =
        new RetrievalSettings(
            RetrievalSettings.Aggregation.FIRST,
            null,
            0.0,
            null,
            1.0,
            Map.of("th", 0.5),
            RetrievalSettings.Fusion.RANKS,
            200);
    var question =
        question(options, SCOPE.with(settings))
            .withRetrieved(new Retrieved(List.of(), "e5:1", 2, 400));
    assertThat(Explanation.of(question, List.of()))
        .extracting(Explanation::steps)
        .isEqualTo(
            List.of(
                Step.of("retrieval", 0)
                    .with("groupBy", "document")
                    .with("aggregation", "first")
                    .with("documentShare", 0)
                    .with("lexicalWeight", 1)
                    .with("lexicalWeights.th", 0.5)
                    .with("fusion", "ranks")
                    .with("candidates", 200)
                    .with("generation", "e5:1")
                    .with("legs", "both")
                    .with("documents", 2)
                    .with("searched", 400)
                    .with("found", 0)));
  }

  private static Question question(Options options) {
    return question(options, SCOPE);
  }

  private static Question question(Options options, Scope scope) {
    return new Question(
        QuestionId.random(),
        new Principal(1, "local", List.of()),
        null,
        "And who is the captain?",
        List.of(),
        scope,
        options,
        Instant.EPOCH,
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        null);
  }
}
