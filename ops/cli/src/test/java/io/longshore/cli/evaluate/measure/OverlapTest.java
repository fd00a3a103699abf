package io.longshore.cli.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {
  @Test
  void wordsAreComparedAsSquadDoesIt() {
    assertThat(Words.of("The U.S.'s  $1,870, a well-known Ogród!"))
        .containsExactly("uss", "1870", "wellknown", "ogród");
    assertThat(Words.of("ﬁve１２")).as("ligatures and full width").containsExactly("five12");
    assertThat(Words.of(" … ")).isEmpty();
  }

  @Test
  void aCharacterOfAScriptWithoutSpacesIsAWord() {
    assertThat(Words.of("玉帝，封 3.5 Sun悟空")).containsExactly("玉", "帝", "封", "35", "sun", "悟", "空");
  }

  @ParameterizedTest
  @CsvSource({
    // 3 of 4 words in common with 3 of 3: 2 * 3 / (4 + 3)
    "The cat sat on the mat, a cat on mat, 0.857143",
    "cat cat, cat, 0.666667",
    "cat, dog, 0",
    "北京是首都, 北京, 0.571429",
    "the, a, 1",
    "'', cat, 0",
  })
  void f1IsTheHarmonicMeanOfBothShares(String answer, String gold, double expected) {
    assertThat(Overlap.f1(answer, List.of(gold))).isCloseTo(expected, within(1e-6));
  }

  @Test
  void theBestGoldCounts() {
    assertThat(Overlap.f1("nine ports", List.of("eight", "nine ports", "nine"))).isEqualTo(1);
    assertThat(Overlap.f1("nine ports", List.of())).isNaN();
  }

  @Test
  void aGoldIsContainedOnlyWithAllItsWordsInARow() {
    assertThat(Overlap.contains("It ran from 1870 to 1939.", List.of("1870 TO 1939"))).isTrue();
    assertThat(Overlap.contains("It ran to 1939 from 1870.", List.of("1870 to 1939"))).isFalse();
    assertThat(Overlap.contains("the category", List.of("cat"))).isFalse();
    assertThat(Overlap.contains("就除他做个‘弼马温’罢", List.of("弼马温"))).isTrue();
    assertThat(Overlap.contains("anything", List.of("..."))).isFalse();
  }

  @Test
  void aQuoteShowsEvidenceThatItHoldsOrThatHoldsItOrOfWhichItHasHalfInARow() {
    assertThat(Overlap.shows("It was 1870 to 1939 in Warsaw.", "1870 to 1939")).isTrue();
    assertThat(Overlap.shows("to 1939", "1870 to 1939")).as("a part of it").isTrue();
    assertThat(Overlap.shows("1870 until 1939", "1870 to 1939")).isFalse();
    assertThat(Overlap.shows("x 3 4 5 6 y", "1 2 3 4 5 6 7 8 9")).as("short: all").isFalse();
    assertThat(Overlap.shows("x y 4 5 6 7 8 9 z", "1 2 3 4 5 6 7 8 9")).isTrue();
    assertThat(Overlap.shows("", "1870")).isFalse();
    assertThat(Overlap.shows("An F-measure of 84.22%", "measure of 84.22%")).isTrue();
  }
}
