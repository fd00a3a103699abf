package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportLoadTest {
  private static final boolean FULL = System.getProperty("full") != null;
  private static final int QUESTIONS = FULL ? 300 : 30;
  private static final int SECTIONS = FULL ? 1_500 : 200;

  private final Api api = Longshore.running().api();
  private final Documents documents = new Documents(api);

  @Test
  void questionsAreAnsweredWholeDuringAHeavyImport() {
    documents.ready(
        "load", "dock.txt", "The dry dock of Farrow is 210 metres long.".getBytes(UTF_8));
    var idle = ask();
    var imported =
        IntStream.range(0, 4)
            .mapToObj(i -> documents.submit("load-import", "log-%d.md".formatted(i), log(i)))
            .toList();
    var busy = ask();
    var states =
        imported.stream()
            .map(id -> api.get("/api/v1/documents/" + id).json().get("state").asString())
            .toList();
    Figures.print(
        "an answer during a heavy import",
        "p95 %d ms, idle %d ms: ratio %.1f; taken past no room in %.1f %% of %d; import then %s"
            .formatted(
                busy.p95(),
                idle.p95(),
                (double) busy.p95() / idle.p95(),
                100.0 * busy.whole() / QUESTIONS,
                QUESTIONS,
                states));
    assertThat(states).as("the import ended before the questions").contains("embedding");
    for (var id : imported) {
      assertThat(documents.ended(id, Duration.ofMinutes(10)).get("state").asString())
          .isEqualTo("ready");
    }
  }

  /**
   * @param whole answers that no room was skipped for
   */
  private record Asked(List<Long> millis, int whole) {
    long p95() {
      return millis.stream().sorted().toList().get(millis.size() * 95 / 100);
    }
  }

  private Asked ask() {
    var millis = new ArrayList<Long>();
    var whole = 0;
    for (var i = 0; i < QUESTIONS; i++) {
      var began = System.nanoTime();
      var answer =
          api.post(
                  "/api/v1/answers",
                  Map.of("question", "How long is the dry dock of Farrow?", "collection", "load"))
              .json();
      millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
      assertThat(answer.get("answer").asString()).as(answer.toString()).contains("210 metres");
      whole += Asking.words(answer, "skipped").isEmpty() ? 1 : 0;
    }
    return new Asked(millis, whole);
  }

  private static byte[] log(int number) {
    return IntStream.range(0, SECTIONS)
        .mapToObj(i ->
            """
            ## Day %d of log %d

            The watch of day %d saw %d sails at dawn and wrote that the wind blew from the west. At
            noon the mate counted %d barrels in the hold, two of them broken, and had the deck
            scrubbed. In the evening the lamp was trimmed and the cook served beans.

            """
                .formatted(i, number, i, i * 7 % 40, i * 13 % 90))
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }
}
