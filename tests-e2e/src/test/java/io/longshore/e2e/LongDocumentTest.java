package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The speed of a novel in one go; that it gets through is FormatsTest's too, in every build. */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with verify --full")
class LongDocumentTest {
  private final Documents documents = new Documents(Longshore.running().api());

  @Test
  void aNovelOf120_000WordsGoesThroughInOneGo() throws IOException {
    var data = Longshore.data();
    Assumptions.assumeTrue(
        data != null, "no real documents beside this checkout: set LONGSHORE_DATA");
    var novel = Files.readAllBytes(data.resolve("ingest/documents/robinson-crusoe.txt"));
    var begun = Instant.now();
    var id = documents.submit("long", "robinson-crusoe.txt", novel);
    var document = documents.ended(id, Duration.ofMinutes(8));
    var seconds = Duration.between(begun, Instant.now()).toMillis() / 1000.0;
    assertThat(document.get("state").asString()).as(document.toString()).isEqualTo("ready");
    var words = document.get("words").asInt();
    assertThat(words).isGreaterThan(115_000);
    Figures.print(
        "a novel in one go",
        "%d words in %.0f s: %.0f words/s".formatted(words, seconds, words / seconds));
    Figures.print("largest heap allowed to a process then", "%d MB".formatted(largestHeapMb()));
  }

  /** The largest -Xmx among the processes of this stack, read from the kernel. */
  private static long largestHeapMb() throws IOException {
    var largest = 0L;
    for (var part : Longshore.running().command("status", "--json").json().get("parts")) {
      var pid = part.get("pid").asString();
      var line = Path.of("/proc", pid, "cmdline");
      if (!Files.exists(line)) {
        continue;
      }
      for (var argument : Files.readString(line).split("\0")) {
        if (argument.startsWith("-Xmx") && argument.endsWith("m")) {
          largest = Math.max(largest, Long.parseLong(argument.substring(4, argument.length() - 1)));
        }
      }
    }
    assertThat(largest).isBetween(1L, 512L);
    return largest;
  }
}
