package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnShareTest {
  private final Documents documents = new Documents(Longshore.running().api());

  @Test
  void anAnswerSaysHowLongEachRoomTookAndWhatTheWayItselfCost() {
    documents.ready(
        "share",
        "winch.txt",
        "The winch of pier two pulls 9 tonnes. It was painted green in 1954.".getBytes(UTF_8));
    var own = new ArrayList<Long>();
    var total = new ArrayList<Long>();
    for (var round = 0; round < 60; round++) {
      var timings =
          documents.answer("share", "How much does the winch of pier two pull?").get("timings");
      assertThat(timings.propertyNames())
          .contains("total", "memory", "embedder", "reranker", "generator");
      if (round >= 10) {
        own.add(timings.get("overhead").asLong());
        total.add(timings.get("total").asLong());
      }
    }
    Figures.print(
        "an answer, whole",
        "p50 %d ms, p95 %d ms".formatted(percentile(total, 50), percentile(total, 95)));
    Figures.print(
        "the way's own share of it",
        "p50 %d ms, p95 %d ms".formatted(percentile(own, 50), percentile(own, 95)));
  }

  private static long percentile(List<Long> values, int percent) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
