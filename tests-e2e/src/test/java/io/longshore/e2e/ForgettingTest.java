package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ForgettingTest {
  private static final Map<String, String> SOON =
      Map.of(
          "LONGSHORE_TOPICS_RETENTION_QUESTIONS", "30s",
          "LONGSHORE_TOPICS_RETENTION_ANSWERS", "30s");

  @Test
  void topicsForgetWhatADeleteCanNotReachAndAnswersAreReplayedWithoutThem() {
    Assumptions.assumeTrue(System.getProperty("full") != null, "only with verify --full");
    var longshore = Longshore.start(SOON);
    try {
      var documents = new Documents(longshore.api());
      var id =
          documents.ready(
              "default", "buoy.txt", "The buoy of Wrackham is painted red.".getBytes(UTF_8));
      var answer = documents.answer("default", "Which colour has the buoy of Wrackham?");
      assertThat(answer.get("answer").asString()).contains("painted red");
      longshore.command("delete", id).orFail();
      var swept = longshore.command("verify-erased", id, "--json");
      assertThat(swept.exit()).as(swept.out()).isZero();
      assertThat(swept.json().get("topics")).as(swept.out()).isNotEmpty();
      var begun = Instant.now();
      while (!longshore.command("verify-erased", id, "--json").json().get("topics").isEmpty()) {
        assertThat(Instant.now()).as("topics remember").isBefore(begun.plusSeconds(120));
      }
      Figures.print(
          "topics with a retention of 30 s have forgotten a deleted document after",
          Duration.between(begun, Instant.now()).toSeconds() + " s");
      var replayed = longshore.api().resume(answer.get("id").asString(), "0");
      assertThat(Asking.whole(replayed).get("answer")).isEqualTo(answer.get("answer"));
    } finally {
      longshore.command("down").orFail();
    }
  }
}
