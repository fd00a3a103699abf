package io.longshore.generator.drafting;

import static io.longshore.generator.Passages.evidence;
import static io.longshore.generator.Passages.passage;
import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.generator.Questions;
import io.longshore.generator.abstention.Beliefs;
import io.longshore.generator.extraction.ExtractionProperties;
import io.longshore.generator.extraction.Extractor;
import io.longshore.inference.generation.Piece;
import io.longshore.inference.generation.Sampling.Sources;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** An answer that is copied in several parts, by a model that has to be sure from -0.3 on. */
class CopiesTest {
  private static final String TEXT = "Ole Brandt planted the orchard. It has 40 apple trees.";
  private static final String QUESTION =
      "Who planted the orchard, and how many apple trees does it have?";
  private static final Sources SOURCES = new Sources(List.of(TEXT), 3, "; ", null);
  private static final double SURE = -0.2;
  private static final double UNSURE = -0.4;

  private final List<Statement> said = new ArrayList<>();

  @Test
  void partsThatTheModelIsSureOfAreSaidOneByOne() {
    Outcome outcome = draft(part("Ole Brandt", SURE), part("40 apple trees", SURE));
    assertThat(said).extracting(Statement::text).containsExactly("Ole Brandt", "40 apple trees");
    assertThat(outcome.end()).isEqualTo(Outcome.End.COMPLETE);
  }

  @Test
  void behindAPartThatTheModelIsNotSureOfNothingIsSaid() {
    Outcome outcome = draft(part("Ole Brandt", UNSURE), part("40 apple trees", SURE));
    assertThat(said).isEmpty();
    assertThat(outcome.end()).isEqualTo(Outcome.End.UNSURE);
    assertThat(outcome.dropped()).isEqualTo(2);
  }

  @Test
  void whatWasSaidBeforeAnUnsurePartStaysAndThePartIsCounted() {
    Outcome outcome =
        draft(part("Ole Brandt", SURE), part("40 apple trees", UNSURE), part("the orchard", SURE));
    assertThat(said).extracting(Statement::text).containsExactly("Ole Brandt");
    assertThat(outcome.end()).isEqualTo(Outcome.End.COMPLETE);
    assertThat(outcome.dropped()).isEqualTo(2);
  }

  /**
   * @param likelihood of all until its end, as a server says it
   */
  private static Piece part(String words, double likelihood) {
    Piece copied = ScriptedGenerator.copied(SOURCES, words);
    return new Piece(copied.text(), copied.copied(), OptionalDouble.of(likelihood));
  }

  private Outcome draft(Piece... parts) {
    Evidence evidence = evidence(passage(TEXT), 1);
    var question = Questions.asking(QUESTION, Options.Draft.AUTO, evidence);
    var drafting =
        new Drafting(
            ScriptedGenerator.copying().saying(parts),
            DraftingSettings.defaults(),
            new Extractor(new ExtractionProperties(5, 3, 0.03, 0.02)),
            Clock.systemUTC());
    return drafting.draft(
        drafting.choose(question), question, Beliefs.ofPassages(), new Said(said));
  }
}
