package io.longshore.cli.evaluate.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.longshore.cli.evaluate.measure.Columns;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final RetrievalCase ASKED =
      new RetrievalCase("q", "Who?", Map.of("d2", 1, "d50", 1));

  private static final List<String> FOUND =
      IntStream.rangeClosed(1, 120).mapToObj(i -> "d" + i).toList();

  @Test
  void aSearchIsMeasuredAtEachDepth() {
    Map<String, Double> measured = Ranking.of(FOUND, 12, List.of()).tried(ASKED, 300).measured();
    // 1/log2 3 of 1 + 1/log2 3
    assertThat(measured.get("ndcg@10")).isCloseTo(0.386853, within(1e-6));
    assertThat(measured)
        .containsEntry("recall@1", 0.0)
        .containsEntry("recall@10", 0.5)
        .containsEntry("recall@100", 1.0)
        .containsEntry("mrr@10", 0.5)
        .containsEntry("ms", 12.0)
        .containsEntry("tokens_per_s", 300.0)
        .containsEntry("degraded", 0.0)
        .containsEntry("failed", 0.0);
  }

  @Test
  void aSearchThatFailsFindsNothingAndHasNoTime() {
    Map<String, Double> measured = Ranking.refused("gone").tried(ASKED, 300).measured();
    assertThat(measured).containsEntry("ndcg@10", 0.0).containsEntry("recall@100", 0.0);
    assertThat(measured).containsEntry("failed", 1.0).containsEntry("ms", Double.NaN);
  }

  @Test
  void everyMetricHasItsColumn() {
    var columns =
        new Columns(
            List.of(
                Ranking.of(FOUND, 12, List.of("embedder:model-unavailable"))
                    .tried(ASKED, 300)
                    .measured()));
    assertThat(Ranking.METRICS)
        .allSatisfy(metric ->
            assertThat(metric.statistic().of(columns, new int[] {0})).as(metric.name()).isNotNaN());
  }
}
