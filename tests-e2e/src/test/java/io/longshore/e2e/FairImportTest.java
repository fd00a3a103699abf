package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** One tenant imports, and the model server's queue is far too short for it. */
class FairImportTest {
  private static final int DOCUMENTS = 2_000;
  private static final int SINGLES = 5;
  private static final int QUESTIONS = 40;

  /** Days of a log that makes more calls of the model at once than its queue takes. */
  private static final int LONG = 150;

  private static final Map<String, String> SHORT_QUEUE =
      Map.of("LONGSHORE_MODELS_QUEUE_TOKENS", "2048");

  @Test
  void anImportOfTwoThousandHoldsUpNeitherAnotherTenantNorAnAnswerWhenTheModelsQueueIsFull() {
    Assumptions.assumeTrue(System.getProperty("full") != null, "only with verify --full");
    var longshore = Longshore.start(SHORT_QUEUE);
    try {
      longshore
          .command(Map.of("LONGSHORE_ACCESS_TENANT", "2"), "start", "gateway", "--instance", "2")
          .orFail();
      imports(longshore, longshore.api(), longshore.api("gateway-2"));
    } finally {
      longshore.command("down").orFail();
    }
  }

  private static void imports(Longshore longshore, Api importer, Api other) {
    var documents = new Documents(importer);
    documents.ready("ask", "sluice.txt", "The sluice of Maren has nine gates.".getBytes(UTF_8));
    var idle = single(other, 0);
    var imported =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(i -> documents.submit("import", "log-%d.txt".formatted(i), log(i)))
            .toList();
    var singles = new ArrayList<Long>();
    for (var i = 1; i <= SINGLES; i++) {
      singles.add(single(other, i));
    }
    var whole = 0;
    for (var i = 0; i < QUESTIONS; i++) {
      var answer = documents.answer("ask", "How many gates has the sluice of Maren?");
      assertThat(answer.get("answer").asString()).as(answer.toString()).contains("nine gates");
      whole += Asking.words(answer, "skipped").isEmpty() ? 1 : 0;
    }
    var last = importer.get("/api/v1/documents/" + imported.getLast()).json();
    assertThat(last.get("queue_position").asInt())
        .as("place of the last of the import when the other tenant and the asker were served")
        .isGreaterThan(DOCUMENTS / 4);
    for (var id : imported) {
      assertThat(documents.ended(id, Duration.ofMinutes(20)).get("state").asString())
          .isEqualTo("ready");
    }
    var refused =
        longshore.counted(
            "embedder",
            "resilience4j.retry.calls",
            "name:model-ingestion&tag=kind:successful_with_retry");
    Figures.print(
        "a document of another tenant while 2,000 are imported",
        "ready in %s ms, alone %d ms; %d of %d answers meanwhile past no room; %.0f calls of ingestion refused by a full queue first, all 2,000 ready"
            .formatted(singles, idle, whole, QUESTIONS, refused));
    assertThat(whole).isGreaterThanOrEqualTo(QUESTIONS * 9 / 10);
    assertThat(refused).as("calls that a full queue refused; else it was not full").isPositive();
  }

  private static long single(Api tenant, int number) {
    var began = System.nanoTime();
    new Documents(tenant)
        .ready("single", "note-%d.txt".formatted(number), text(number, 3).getBytes(UTF_8));
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private static byte[] log(int number) {
    return text(number, number % 40 == 0 ? LONG : 6).getBytes(UTF_8);
  }

  private static String text(int number, int days) {
    return IntStream.range(0, days)
        .mapToObj(day ->
            "On day %d of log %d the watch saw %d sails at dawn, counted %d barrels in the hold and trimmed the lamp at dusk.\n\n"
                .formatted(day, number, (number + day) * 7 % 40, (number + day) * 13 % 90))
        .collect(Collectors.joining());
  }
}
