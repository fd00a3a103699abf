package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SecondInstanceTest {
  private static final String COLLECTION = "second-instance";

  /** A conversation's partition is random: so many in a row are hardly ever all the other's own. */
  private static final int IN_A_ROW = 10;

  @Test
  void aSecondGeneratorTakesOverFromOneThatWasKilledAndEveryAnswerEndsOnce() {
    Assumptions.assumeTrue(System.getProperty("full") != null, "only with verify --full");
    var longshore = Longshore.running();
    new Documents(longshore.api())
        .ready(COLLECTION, "mole.txt", "The mole of Eastwick is 620 metres long.".getBytes(UTF_8));
    longshore.command("start", "generator", "--instance", "2").orFail();
    try {
      longshore.kill("generator");
      var killed = Instant.now();
      var inARow = 0;
      var quoted = 0;
      while (inARow < IN_A_ROW) {
        var end =
            Asking.whole(
                Asking.patiently(longshore.api())
                    .ask(COLLECTION, "How long is the mole of Eastwick?"));
        assertThat(end.get("status").asString()).isEqualTo("finished");
        assertThat(end.get("answer").asString()).contains("620 metres");
        var alone = Asking.words(end, "skipped").isEmpty();
        inARow = alone ? inARow + 1 : 0;
        quoted += alone ? 0 : 1;
        assertThat(Instant.now()).as("the first one's share").isBefore(killed.plusSeconds(60));
      }
      Figures.print(
          "one of two generators killed",
          "its share is the other's within %d s; %d answers before that were quotes, none failed"
              .formatted(Duration.between(killed, Instant.now()).toSeconds(), quoted));
    } finally {
      longshore.command("start", "generator").orFail();
      longshore.command("stop", "generator", "--instance", "2").orFail();
    }
  }
}
