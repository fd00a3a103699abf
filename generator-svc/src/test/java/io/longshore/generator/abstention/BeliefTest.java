package io.longshore.generator.abstention;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.generator.abstention.Reader.Witness;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeliefTest {
  /** Asked from 0.03 on; by the evidence alone from 0.25 on. */
  private static final Reader READER =
      new Reader("known", false, -1, new Witness(0.03, 2, 0.5, 2, 0.5));

  private static Belief on(double probability, Reader reader) {
    return new Belief(new Judgement(probability, 0.25, Map.of("sentence", 0.8)), reader);
  }

  @ParameterizedTest
  @CsvSource({
    "0.90, -0.1, SAY",
    "0.90, -0.9, SAY",
    "0.90, -1.1, QUOTE",
    "0.90, -2.0, REFUSE",
    "0.10, -0.1, SAY",
    "0.10, -0.9, REFUSE",
    "0.10, -1.1, REFUSE"
  })
  void aSureModelNeedsLessEvidenceAndAnUnsureOneMore(
      double probability, double likelihood, Verdict verdict) {
    assertThat(on(probability, READER).on(OptionalDouble.of(likelihood))).isEqualTo(verdict);
  }

  @Test
  void aModelIsAskedThoughTheEvidenceAloneWouldNotDo() {
    assertThat(on(0.1, READER).isWorthReading()).isTrue();
    assertThat(on(0.1, READER).isAnswerable()).isFalse();
    assertThat(on(0.02, READER).isWorthReading()).isFalse();
  }

  @Test
  void aModelThatNobodyCalibratedIsAskedWhereTheEvidenceWouldDoAlone() {
    var unknown = new Reader(null, true, -0.3, null);
    assertThat(on(0.24, unknown).isWorthReading()).isFalse();
    assertThat(on(0.26, unknown).isWorthReading()).isTrue();
    assertThat(on(0.26, unknown).on(OptionalDouble.of(-0.29))).isEqualTo(Verdict.SAY);
    assertThat(on(0.26, unknown).on(OptionalDouble.of(-0.31))).isEqualTo(Verdict.QUOTE);
  }

  @Test
  void whoWantsTheUnsureCopyGetsItButNoneThatIsNoAnswer() {
    Belief belief = on(0.9, READER).sayingTheUnsure();
    assertThat(belief.on(OptionalDouble.of(-1.1))).isEqualTo(Verdict.SAY);
    assertThat(belief.on(OptionalDouble.of(-2))).isEqualTo(Verdict.REFUSE);
    Belief ofAny = on(0.9, new Reader(null, true, -0.3, null)).sayingTheUnsure();
    assertThat(ofAny.on(OptionalDouble.of(-1.1))).isEqualTo(Verdict.SAY);
    assertThat(ofAny.on(OptionalDouble.of(-1.3))).isEqualTo(Verdict.QUOTE);
  }

  @Test
  void onVeryStrongEvidenceAModelCanNotRefuse() {
    assertThat(on(0.79, READER).mayRefuse()).isTrue();
    assertThat(on(0.81, READER).mayRefuse()).isFalse();
    assertThat(new Belief(Judgement.NOTHING_KNOWN, READER).mayRefuse()).isTrue();
  }

  @Test
  void whereTheServerSaysNoLikelihoodTheEvidenceDecidesAlone() {
    assertThat(on(0.26, READER).on(OptionalDouble.empty())).isEqualTo(Verdict.SAY);
    assertThat(on(0.24, READER).on(OptionalDouble.empty())).isEqualTo(Verdict.REFUSE);
  }

  @Test
  void anAdaptedModelIsReadAsTheOneBelow() {
    assertThat(READER.isOf("known")).isTrue();
    assertThat(READER.isOf("known+answers-1a2b3c4d")).isTrue();
    assertThat(READER.isOf("known-not")).isFalse();
  }

  @Test
  void everyModelHasAReader() {
    var judgement = new Judgement(0.9, 0.25, Map.of("sentence", 0.9));
    assertThat(new Abstention().belief(judgement, "").isWorthReading()).isTrue();
    assertThat(new Abstention().belief(judgement, "anything").isWorthReading()).isTrue();
  }
}
