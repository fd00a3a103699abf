package io.longshore.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final Longshore longshore = Longshore.running();

  @Test
  void theWholeWayWorksFromTheCommandLine() throws IOException {
    var folder = Files.createDirectories(longshore.home().resolve("letters"));
    Files.writeString(
        folder.resolve("one.txt"), "The harbour master keeps 14 geese behind the customs house.");
    Files.writeString(
        folder.resolve("two.md"), "# Rules\n\nNo ship may anchor within 200 metres of the reef.");

    var ingested =
        longshore
            .command("ingest", folder.toString(), "--collection", "cli", "--json")
            .orFail()
            .json();
    assertThat(
            ingested
                .get("documents")
                .valueStream()
                .map(document -> document.get("state").asString()))
        .containsExactly("ready", "ready");

    var listed =
        longshore.command("documents", "--collection", "cli", "--json").orFail().json().get("data");
    assertThat(listed.valueStream().map(document -> document.get("name").asString()))
        .containsExactlyInAnyOrder("one.txt", "two.md");
    assertThat(listed.get(0).propertyNames())
        .contains("id", "name", "collection", "version", "state", "progress", "words", "error");

    var result =
        longshore
            .command("search", "Who keeps geese?", "--collection", "cli", "--k", "1", "--json")
            .orFail()
            .json()
            .get("results");
    assertThat(result).hasSize(1);
    assertThat(result.get(0).propertyNames())
        .contains("document", "name", "text", "start", "end", "page", "score");
    assertThat(result.get(0).get("text").asString()).contains("14 geese");

    var answer =
        longshore
            .command(
                "ask",
                "How many geese does the harbour master keep?",
                "--collection",
                "cli",
                "--json")
            .orFail()
            .json();
    assertThat(answer.propertyNames())
        .contains(
            "id",
            "status",
            "answer",
            "abstained",
            "error",
            "citations",
            "timings",
            "degraded",
            "skipped");
    assertThat(answer.get("status").asString()).isEqualTo("finished");
    assertThat(answer.get("answer").asString()).contains("14 geese");
    assertThat(answer.get("citations").get(0).get("quote").asString()).contains("14 geese");

    var id = ingested.get("documents").get(0).get("id").asString();
    longshore.command("delete", id).orFail();
    new Documents(longshore.api()).await(id, "deleted");
  }

  @Test
  void oneBadFileFailsAloneAndIsNamed() throws IOException {
    var folder = Files.createDirectories(longshore.home().resolve("mixed"));
    Files.writeString(folder.resolve("good.txt"), "The tide turns at noon.");
    Files.write(folder.resolve("broken.pdf"), "%PDF-1.7 and nothing else".getBytes(UTF_8));
    var result = longshore.command("ingest", folder.toString(), "--collection", "mixed");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out() + result.err()).contains("broken.pdf");
    assertThat(new Documents(longshore.api()).search("mixed", "When does the tide turn?", 1))
        .hasSize(1);
  }

  @Test
  void wrongUsageEndsWithTwo() {
    assertThat(longshore.command("ask").exit()).isEqualTo(2);
    assertThat(longshore.command("dance").exit()).isEqualTo(2);
    assertThat(longshore.command("search", "Who?", "--k", "many").exit()).isEqualTo(2);
  }

  @Test
  void statusListsEveryPartWithItsProcess() {
    var parts = longshore.command("status", "--json").orFail().json().get("parts");
    assertThat(parts.valueStream().map(part -> part.get("name").asString()))
        .contains(
            "kafka",
            "postgres",
            "model-server",
            "gateway",
            "ingest",
            "memory",
            "embedder",
            "reranker",
            "generator");
    for (var part : parts) {
      assertThat(part.propertyNames()).contains("name", "pid", "port", "state", "rss_mb", "pss_mb");
      assertThat(part.get("state").asString()).as(part.toString()).isEqualTo("ready");
    }
    var pss = parts.valueStream().mapToLong(part -> part.get("pss_mb").asLong()).sum();
    Figures.print("memory of all parts together (PSS)", "%d MB".formatted(pss));
    assertThat(pss).isBetween(1L, 2_800L);
  }

  @Test
  void aSecondInstanceOfAServiceRunsBesideTheFirst() {
    longshore.command("start", "reranker", "--instance", "2").orFail();
    try {
      var rerankers =
          longshore
              .command("status", "--json")
              .json()
              .get("parts")
              .valueStream()
              .filter(part -> part.get("name").asString().startsWith("reranker"))
              .toList();
      assertThat(rerankers)
          .hasSize(2)
          .allMatch(part -> part.get("state").asString().equals("ready"));
    } finally {
      longshore.command("stop", "reranker", "--instance", "2");
    }
  }
}
