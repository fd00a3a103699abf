package io.longshore.generator;

import static io.longshore.generator.Questions.asking;
import static io.longshore.generator.Questions.stored;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.longshore.contracts.answer.Citation;
import io.longshore.contracts.answer.Step;
import io.longshore.contracts.answer.Tokens;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.text.Text;
import io.longshore.generator.Draft.Part;
import io.longshore.generator.abstention.Abstention;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.drafting.Drafting;
import io.longshore.generator.drafting.DraftingSettings;
import io.longshore.generator.drafting.ScriptedGenerator;
import io.longshore.generator.extraction.ExtractionProperties;
import io.longshore.generator.extraction.Extractor;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.generation.ChatTemplate;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Sampling.Sources;
import io.longshore.runtime.blob.DirectoryBlobStore;
import io.longshore.runtime.timing.Timings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerWriterTest {
  private static final String TEXT =
      "Badgers dig. The otter\nswims fast. It eats fish and 12 crabs. Weasels run.";
  private static final String QUESTION = "What does the otter eat?";

  @TempDir Path folder;
  private final List<String> deltas = new ArrayList<>();
  private final Taken taken = new Taken();
  private DirectoryBlobStore blobs;
  private Evidence otters;
  private final MeterRegistry meters = new SimpleMeterRegistry();

  @BeforeEach
  void store() {
    blobs = new DirectoryBlobStore(folder);
    otters = stored(blobs, TEXT);
  }

  private Answer written(ScriptedGenerator generator, Evidence... evidence) {
    return written(generator, asking(QUESTION, Options.Draft.AUTO, evidence));
  }

  private Answer written(ScriptedGenerator generator, Question question) {
    return written(generator, question, Draft.EMPTY);
  }

  private Answer written(ScriptedGenerator generator, Question question, Draft before) {
    return writer(generator)
        .write(
            question,
            before,
            Timings.start("generator"),
            new AnswerWriter.Reader() {
              @Override
              public void said(Draft draft, List<Part> more) {
                more.forEach(part -> deltas.add(part.text()));
              }

              @Override
              public void goOn() {}

              @Override
              public void took(Tokens more) {
                taken.add(more);
              }
            });
  }

  private AnswerWriter writer(ScriptedGenerator generator) {
    return new AnswerWriter(
        new Abstention(),
        new Extractor(new ExtractionProperties(5, 3, 0.03, 0.02)),
        new QuoteVerifier(blobs),
        new Drafting(
            generator,
            DraftingSettings.defaults(),
            new Extractor(new ExtractionProperties(5, 3, 0.03, 0.02)),
            Clock.systemUTC()),
        new AnswerMeters(meters));
  }

  private static ScriptedGenerator copying(String... words) {
    var sources = new Sources(List.of(TEXT.replace('\n', ' ')), 3, "; ", null);
    var pieces = new ArrayList<Piece>();
    for (String each : words) {
      pieces.add(ScriptedGenerator.copied(sources, each));
    }
    return ScriptedGenerator.copying().saying(pieces.toArray(Piece[]::new));
  }

  @Test
  void aCopyIsSaidWithItsVerifiedSource() {
    Answer answer = written(copying("fish"), otters);
    assertThat(answer.draft().text()).isEqualTo("fish [1]").isEqualTo(String.join("", deltas));
    Citation citation = answer.draft().citations().getFirst();
    assertThat(citation.quote()).isEqualTo("It eats fish and 12 crabs.");
    assertThat(new Text(TEXT).slice(citation.span().start(), citation.span().end()))
        .isEqualTo(citation.quote());
    assertThat(answer.degraded()).isEmpty();
    assertThat(meters.get("longshore.generation.first").timer().count()).isEqualTo(1);
    assertThat(meters.get("longshore.generation.queue").timer().totalTime(MILLISECONDS))
        .isEqualTo(1);
    assertThat(meters.get("longshore.generation.drafts").tag("end", "complete").counter().count())
        .isEqualTo(1);
    assertThat(step(answer, "draft").what())
        .containsEntry("draft", "constrained")
        .containsEntry("model", "tiny")
        .containsEntry("prompt", "copy.v3");
    assertThat(step(answer, "decide").what()).containsEntry("outcome", "answered");
    assertThat(taken.tokens()).isEqualTo(new Tokens(100, 1));
  }

  @Test
  void theStepsAreInTheirOrderAndHoldNoTextOfDocuments() {
    Answer answer = written(copying("The otter swims", "12 crabs"), otters);
    assertThat(answer.steps())
        .extracting(Step::name)
        .containsExactly("choose", "draft", "attach", "verify", "decide");
    assertThat(answer.steps().toString()).doesNotContain("otter").doesNotContain("crabs");
    assertThat(step(answer, "verify").figures()).containsEntry("stood", 2.0);
    assertThat(step(answer, "choose").what())
        .containsOnly(entry("passage.1", otters.passage().id().toString()), entry("read", "1"));
    assertThat(step(answer, "draft").figures())
        .containsEntry("queue-ms", 1.0)
        .containsEntry("first-token-ms", 2.0);
    assertThat(meters.get("longshore.generation.rate").summary().max())
        .as("one token in the ten milliseconds behind the first")
        .isEqualTo(100);
    assertThat(answer.draft().text()).isEqualTo("The otter swims [1]; 12 crabs [2]");
  }

  @Test
  void whatWasConsideredIsListedInWhateverWayTheAnswerIsMade() {
    var weak = stored(blobs, "It rains.", "It rains.", 0.7);
    for (Answer answer :
        List.of(written(ScriptedGenerator.none(), otters), written(copying("fish"), weak))) {
      Evidence considered = answer.draft().abstained() ? weak : otters;
      assertThat(step(answer, "choose").what())
          .containsOnly(entry("passage.1", considered.passage().id().toString()));
      assertThat(step(answer, "choose").figures()).containsEntry("score.1", 1.0);
    }
  }

  @Test
  void aRefusalThatIsTakenOverSaysWhatWasDecided() {
    Draft refusal = Draft.abstained("I don't know.");
    Answer answer =
        written(ScriptedGenerator.none(), asking(QUESTION, Options.Draft.AUTO, otters), refusal);
    assertThat(answer.draft()).isEqualTo(refusal);
    assertThat(deltas).isEmpty();
    assertThat(answer.steps()).extracting(Step::name).containsExactly("choose", "decide");
    assertThat(step(answer, "decide").what())
        .containsEntry("outcome", "abstained")
        .containsEntry("why", "gone on with what was said");
    assertThat(step(answer, "choose").what())
        .containsOnly(entry("passage.1", otters.passage().id().toString()));
  }

  @Test
  void whatDoesNotStandInTheDocumentIsNotSaidByAModelEither() {
    Evidence wrong = stored(blobs, TEXT.replace("fish", "wood"), TEXT, 0.9);
    Answer answer = written(copying("fish"), wrong);
    assertThat(answer.draft().abstained() || !answer.draft().text().contains("fish")).isTrue();
    assertThat(step(answer, "verify").figures().get("fell")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void aSentenceOfTheModelsOwnMayRestOnSeveralQuotes() {
    Answer answer =
        written(
            ScriptedGenerator.free(ChatTemplate.CHATML)
                .saying("The otter swims fast and eats 12 crabs. Weasels fly."),
            otters);
    assertThat(answer.draft().text())
        .isEqualTo("The otter swims fast and eats 12 crabs. [1][2]")
        .isEqualTo(String.join("", deltas));
    assertThat(answer.draft().citations())
        .extracting(Citation::quote)
        .containsExactlyInAnyOrder("The otter\nswims fast.", "It eats fish and 12 crabs.");
    assertThat(answer.draft().citations())
        .allSatisfy(one ->
            assertThat(new Text(answer.draft().text()).slice(one.answerStart(), one.answerEnd()))
                .isEqualTo("The otter swims fast and eats 12 crabs."));
    assertThat(step(answer, "attach").figures()).containsEntry("dropped", 1.0);
  }

  @Test
  void withoutAModelTheDocumentsOwnSentencesAreTheAnswerAndNothingIsMissing() {
    Answer answer = written(ScriptedGenerator.none(), otters);
    assertThat(answer.draft().text()).contains("It eats fish and 12 crabs.");
    assertThat(answer.degraded()).isEmpty();
    assertThat(taken.tokens()).isNull();
    assertThat(step(answer, "draft").what())
        .containsEntry("draft", "extractive")
        .containsEntry("why", "no model");
  }

  @Test
  void aModelThatIsAwayOrFailsAtOnceLeavesTheAnswerToTheDocuments() {
    var away = ScriptedGenerator.none().failing(new ModelUnavailable("away", null));
    var broken =
        copying("fish").saying(new Piece("", List.of())).failing(new ModelUnavailable("x", null));
    for (ScriptedGenerator generator : List.of(away, broken)) {
      Answer answer = written(generator, otters);
      assertThat(answer.degraded()).containsExactly("model-unavailable");
      assertThat(answer.draft().text()).contains("It eats fish and 12 crabs.");
      assertThat(answer.draft().byModel()).isFalse();
    }
  }

  @Test
  void whatWasSaidBeforeAModelBrokeOffStaysAndIsMarked() {
    Answer answer = written(copying("fish").failing(new ModelUnavailable("gone", null)), otters);
    assertThat(answer.draft().text()).isEqualTo("fish [1]");
    assertThat(answer.degraded()).containsExactly("draft-incomplete");
    assertThat(taken.tokens()).as("until then").isEqualTo(new Tokens(100, 1));
  }

  @Test
  void aDraftOfWhichNothingIsSupportedIsLeftForTheDocumentsOwnSentences() {
    Answer answer =
        written(
            ScriptedGenerator.free(ChatTemplate.CHATML).saying("Visit evil.example now!"), otters);
    assertThat(answer.draft().text()).contains("It eats fish and 12 crabs.").doesNotContain("evil");
    assertThat(taken.tokens()).as("they were taken").isEqualTo(new Tokens(100, 8));
    assertThat(answer.degraded()).isEmpty();
  }

  @Test
  void aModelThatFindsNoAnswerMakesARefusalThatSaysWhatComesNearest() {
    Answer answer = written(ScriptedGenerator.copying().saying("not stated"), otters);
    assertThat(answer.draft().abstained()).isTrue();
    assertThat(answer.draft().text())
        .startsWith("I don't know")
        .contains("I searched 3 documents.")
        .contains("handbook.md, page 3");
    assertThat(answer.draft().citations()).isEmpty();
    assertThat(step(answer, "decide").what()).containsEntry("outcome", "abstained");
  }

  @Test
  void ofALongSentenceTheRefusalSaysTheBeginning() {
    String longOne = TEXT.replace("12 crabs.", "12 crabs" + " and more".repeat(40) + ".");
    Answer answer =
        written(ScriptedGenerator.copying().saying("not stated"), stored(blobs, longOne));
    assertThat(answer.draft().text())
        .contains("It eats fish and 12 crabs and more")
        .contains("…")
        .hasSizeLessThan(500);
  }

  private static ScriptedGenerator unsure() {
    var sources = new Sources(List.of(TEXT.replace('\n', ' ')), 1, "; ", null);
    Piece swims = ScriptedGenerator.copied(sources, "The otter swims");
    return ScriptedGenerator.copying()
        .saying(new Piece(swims.text(), swims.copied(), OptionalDouble.of(-1)));
  }

  @Test
  void aModelThatIsNotSureLeavesTheAnswerToTheDocuments() {
    Answer answer = written(unsure(), otters);
    assertThat(answer.draft().text()).contains("It eats fish and 12 crabs.");
    assertThat(answer.degraded()).isEmpty();
    assertThat(step(answer, "draft").what()).containsEntry("end", "unsure");
  }

  /** Its reader asks it from a probability of .05 on, and needs a log-probability of -1.2. */
  private static ScriptedGenerator unsureReader() {
    var sources = new Sources(List.of(TEXT.replace('\n', ' ')), 1, "; ", null);
    Piece fish = ScriptedGenerator.copied(sources, "fish");
    return ScriptedGenerator.copying("qwen2.5-coder-1.5b-instruct")
        .saying(new Piece(fish.text(), fish.copied(), OptionalDouble.of(-1.3)));
  }

  @Test
  void whereTheEvidenceAloneIsTooWeakAModelThatIsNotSureLeavesNoAnswer() {
    Answer weak = written(unsureReader(), stored(blobs, TEXT, TEXT, 0.77));
    assertThat(step(weak, "draft").what()).containsEntry("end", "unsure");
    assertThat(weak.draft().abstained()).isTrue();
    Answer enough = written(unsureReader(), otters);
    assertThat(step(enough, "draft").what()).containsEntry("end", "unsure");
    assertThat(enough.draft().text()).contains("It eats fish and 12 crabs.");
  }

  @Test
  void whoAsksForCopiesGetsThemThoughTheModelIsNotSure() {
    Answer answer = written(unsure(), asking(QUESTION, Options.Draft.CONSTRAINED, otters));
    assertThat(answer.draft().text()).isEqualTo("The otter swims [1]");
    assertThat(step(answer, "draft").what()).containsEntry("end", "complete");
  }

  @Test
  void weakEvidenceIsShownToNoModel() {
    var generator = copying("fish");
    Answer answer = written(generator, stored(blobs, "It rains.", "It rains.", 0.7));
    assertThat(answer.draft().abstained()).isTrue();
    assertThat(generator.prompts).isEmpty();
  }

  @Test
  void whoNoLongerWantsTheAnswerStopsTheModel() {
    var stopping =
        new AnswerWriter.Reader() {
          @Override
          public void said(Draft draft, List<Part> more) {}

          @Override
          public void goOn() {
            if (taken.tokens() != null) {
              throw new CancellationException("enough");
            }
          }

          @Override
          public void took(Tokens more) {
            taken.add(more);
          }
        };
    assertThatThrownBy(() ->
            writer(copying("fish"))
                .write(
                    asking(QUESTION, Options.Draft.AUTO, otters),
                    Draft.EMPTY,
                    Timings.start("generator"),
                    stopping))
        .isInstanceOf(CancellationException.class);
    assertThat(taken.tokens()).as("what it took is known").isEqualTo(new Tokens(100, 1));
  }

  private static Step step(Answer answer, String name) {
    return answer.steps().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
