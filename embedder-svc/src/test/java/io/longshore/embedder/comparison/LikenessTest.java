package io.longshore.embedder.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikenessTest {
  private static final DocumentId DOCUMENT = DocumentId.random();

  @Test
  void theSameRankingIsAlikeInAllWays() {
    assertThat(Likeness.of(places(1, 2, 3), places(1, 2, 3))).isEqualTo(new Likeness(true, 1, 1));
    assertThat(Likeness.of(List.of(), List.of())).isEqualTo(new Likeness(true, 1, 1));
  }

  @Test
  void whatHasNothingInCommonIsAlikeInNone() {
    assertThat(Likeness.of(places(1, 2), places(3, 4))).isEqualTo(new Likeness(false, 0, 0));
    assertThat(Likeness.of(places(1, 2), List.of())).isEqualTo(new Likeness(false, 0, 0));
  }

  @Test
  void passagesOfOtherSizesThatShareTextAreTheSamePlace() {
    List<Span> halves = List.of(span(0, 50), span(50, 100));
    assertThat(Likeness.of(List.of(span(0, 100)), halves).sameTop()).isTrue();
    assertThat(Likeness.of(List.of(span(0, 100)), halves).overlap())
        .as("one of the two halves is the place, the other one is more")
        .isEqualTo(0.5);
  }

  @Test
  void aDifferenceAtTheTopCountsMoreThanOneFartherDown() {
    Likeness top = Likeness.of(places(1, 2, 3, 4, 5), places(2, 1, 3, 4, 5));
    Likeness end = Likeness.of(places(1, 2, 3, 4, 5), places(1, 2, 3, 5, 4));
    assertThat(top.overlap()).isEqualTo(end.overlap()).isEqualTo(1);
    assertThat(top.sameTop()).isFalse();
    assertThat(top.rankBiased()).isLessThan(end.rankBiased()).isLessThan(1);
  }

  @Test
  void overlapByRankIsThatOfThePaper() {
    // depths 1 to 3: 0, 1, 2/3 shared; 0.1 (0 + 0.9 * 1 + 0.81 * 2/3) + 0.729 * 2/3
    assertThat(Likeness.of(places(1, 2, 3), places(2, 1, 4)).rankBiased())
        .isCloseTo(0.1 * (0.9 + 0.54) + 0.486, within(1e-9));
  }

  private static List<Span> places(int... numbers) {
    return IntStream.of(numbers).mapToObj(n -> span(n * 100, n * 100 + 80)).toList();
  }

  private static Span span(int start, int end) {
    return new Span(DOCUMENT, "a".repeat(64), start, end);
  }
}
