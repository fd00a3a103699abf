package io.longshore.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private final Report report =
      new Report(
          "embed",
          List.of(
              new Figure("service", "tokens_per_s", 6_125.4, null),
              new Figure("service", "of_langchain4j", 1.4, 1.5),
              new Figure("bare", "tokens_per_s", 6_271, null)));

  @Test
  void theTableHasARowForEachMetricAndSaysWhichGoalWasMissed() {
    assertThat(report.table().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "embed service bare",
            "tokens_per_s 6125 6271",
            "of_langchain4j 1.40",
            "service of_langchain4j: 1.40, goal 1.50: missed");
  }

  @Test
  void programsGetTheFiguresByArmWithTheGoalWhereThereIsOne() {
    var arms = JsonMapper.builder().build().readTree(report.json()).get("arms");
    assertThat(arms.at("/service/tokens_per_s/value").asDouble()).isEqualTo(6_125.4);
    assertThat(arms.at("/service/tokens_per_s").has("goal")).isFalse();
    assertThat(arms.at("/service/of_langchain4j/goal").asDouble()).isEqualTo(1.5);
    assertThat(arms.at("/bare/tokens_per_s/value").asDouble()).isEqualTo(6_271);
  }

  @Test
  void whatIsNoNumberIsNoFigure() {
    assertThatThrownBy(() -> new Figure("service", "words_per_s", Double.NaN, null))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
