package io.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongshoreTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ask",
        "ingest",
        "search q --k few",
        "start",
        "start harbour",
        "start kafka --instance 2",
        "start memory --instance 0",
        "dlq",
        "dlq show nonsense",
        "dlq replay",
        "keys",
        "keys create",
        "keys create x --days 0",
        "keys revoke",
        "tenants",
        "tenants create",
        "models",
        "models fetch",
        "models use",
        "bench",
        "bench embed --texts 0",
        "bench embed --rounds 100",
        "bench search --passages 999",
        "evaluate",
        "evaluate nonsense --data .",
        "evaluate answers",
        "evaluate answers --queries q.jsonl",
        "evaluate answers --data . --split half",
        "evaluate answers --data . --limit -1",
        "images harbour",
        "images --tar --push some.where",
        "up --port 0",
        "up --port 65530"
      })
  void wrongUsageEndsWithTwoAndSaysHowItGoes(String line) {
    Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).containsAnyOf("Usage:", "Did you mean");
  }

  @Test
  void anUnknownPartIsAnsweredWithTheKnownOnes() {
    assertThat(Run.of("stop", "harbour").err())
        .contains("there is no part 'harbour'")
        .contains("kafka, postgres, model-server");
  }

  @Test
  void helpEndsWell() {
    assertThat(Run.of("--help").exit()).isEqualTo(Exit.GOOD);
    assertThat(Run.of("ask", "--help").exit()).isEqualTo(Exit.GOOD);
  }
}
