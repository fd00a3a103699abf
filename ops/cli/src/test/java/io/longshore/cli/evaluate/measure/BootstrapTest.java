package io.longshore.cli.evaluate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final Statistic MEAN = Statistic.mean("x");

  @Test
  void aQuantileLiesBetweenTwoCases() {
    var columns =
        new Columns(
            List.of(4.0, 1.0, 3.0, 2.0, Double.NaN).stream().map(ms -> Map.of("ms", ms)).toList());
    int[] all = {0, 1, 2, 3, 4};
    assertThat(Statistic.quantile("ms", 0.95).of(columns, all)).isCloseTo(3.85, within(1e-9));
    assertThat(Statistic.quantile("ms", 0).of(columns, all)).isEqualTo(1);
    assertThat(Statistic.quantile("ms", 1).of(columns, all)).isEqualTo(4);
    assertThat(Statistic.median("ms").of(columns, all)).isEqualTo(2.5);
    assertThat(Statistic.quantile("ms", 0.5).of(columns, new int[] {4})).isNaN();
  }

  @Test
  void aMeanLeavesOutWhatIsNotKnown() {
    var columns = columns(1, 2, Double.NaN, 6);
    assertThat(MEAN.of(columns, new int[] {0, 1, 2, 3})).isEqualTo(3);
    assertThat(MEAN.of(columns, new int[] {3, 3, 0})).isCloseTo(13 / 3.0, within(1e-9));
    assertThat(MEAN.of(columns, new int[] {2})).isNaN();
    assertThat(Statistic.mean("y").of(columns, new int[] {0})).isNaN();
  }

  @Test
  void aMedianIsBetweenTheTwoInTheMiddle() {
    var columns = columns(10, 1, 3, 2);
    assertThat(Statistic.median("x").of(columns, new int[] {0, 1, 2, 3})).isEqualTo(2.5);
    assertThat(Statistic.median("x").of(columns, new int[] {0, 1, 2})).isEqualTo(3);
  }

  @Test
  void f1IsOfFindingTheCasesThatHaveAProperty() {
    var rows =
        List.of(
            Map.of("said", 1.0, "truth", 1.0),
            Map.of("said", 1.0, "truth", 0.0),
            Map.of("said", 0.0, "truth", 1.0),
            Map.of("said", 0.0, "truth", 0.0));
    var f1 = Statistic.f1("said", "truth");
    var columns = new Columns(rows);
    assertThat(f1.of(columns, new int[] {0, 1, 2, 3})).isEqualTo(0.5);
    assertThat(f1.of(columns, new int[] {0, 0, 2})).isCloseTo(0.8, within(1e-9)); // 2*2/(2+3)
    assertThat(f1.of(columns, new int[] {1, 3})).as("there was none to find").isNaN();
  }

  @Test
  void theIntervalOfAShareIsAsWideAsTheoryHasIt() {
    double[] coins = IntStream.range(0, 400).mapToDouble(i -> i % 2).toArray();
    var interval = whole(400, 7).of(MEAN, columns(coins));
    assertThat(interval.value()).isEqualTo(0.5);
    assertThat(interval.low()).isCloseTo(0.451, within(0.006)); // 1.96 * sqrt(0.25 / 400) = 0.049
    assertThat(interval.high()).isCloseTo(0.549, within(0.006));
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    var columns = columns(IntStream.range(0, 50).mapToDouble(i -> i * i).toArray());
    assertThat(whole(50, 3).of(MEAN, columns)).isEqualTo(whole(50, 3).of(MEAN, columns));
    assertThat(whole(50, 3).of(MEAN, columns)).isNotEqualTo(whole(50, 4).of(MEAN, columns));
  }

  @Test
  void aDifferenceIsPairedCaseByCase() {
    double[] one = IntStream.range(0, 40).mapToDouble(i -> i % 7).toArray();
    double[] other = IntStream.range(0, 40).mapToDouble(i -> i % 7 + 0.25).toArray();
    var difference = whole(40, 1).difference(MEAN, columns(other), columns(one));
    assertThat(difference.value()).isCloseTo(0.25, within(1e-9));
    assertThat(difference.low()).isCloseTo(0.25, within(1e-9));
    assertThat(difference.high()).isCloseTo(0.25, within(1e-9));
    assertThat(difference.isClear()).isTrue();
  }

  @Test
  void onlyTheCasesOfItsSliceAreDrawn() {
    var interval = new Bootstrap(new int[] {1, 3}, 1).of(MEAN, columns(100, 2, 100, 2));
    assertThat(interval).isEqualTo(new Interval(2, 2, 2));
  }

  @Test
  void whatNoCaseTellsIsNotKnown() {
    assertThat(whole(2, 1).of(MEAN, columns(Double.NaN, Double.NaN)).isKnown()).isFalse();
    assertThat(new Bootstrap(new int[0], 1).of(MEAN, columns()).isKnown()).isFalse();
  }

  private static Bootstrap whole(int n, long seed) {
    return new Bootstrap(IntStream.range(0, n).toArray(), seed);
  }

  private static Columns columns(double... values) {
    var rows = new ArrayList<Map<String, Double>>();
    for (double value : values) {
      rows.add(Map.of("x", value));
    }
    return new Columns(rows);
  }
}
