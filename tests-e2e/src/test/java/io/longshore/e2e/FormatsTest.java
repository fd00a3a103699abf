package io.longshore.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Real documents of every format: each fact is found, at the span and page where it stands. */
class FormatsTest {
  private static final boolean FULL = System.getProperty("full") != null;
  private static final Set<String> FORMATS = Set.of("txt", "md", "html", "pdf", "docx", "epub");
  private static final String COLLECTION = "formats";

  /** One novel twice: half a minute each. */
  private static final String ONLY_IN_FULL = "robinson-crusoe.";

  private final Api api = Longshore.running().api();
  private final Documents documents = new Documents(api);

  @Test
  void searchFindsTheFactsOfRealDocumentsAmongTheFirstFive() throws IOException {
    var data = Longshore.data();
    Assumptions.assumeTrue(
        data != null, "no real documents beside this checkout: set LONGSHORE_DATA");
    var folder = data.resolve("ingest");
    var ids = new LinkedHashMap<String, String>();
    for (var file : files(folder.resolve("documents"))) {
      var id =
          documents.submit(COLLECTION, file.getFileName().toString(), Files.readAllBytes(file));
      ids.put("documents/" + file.getFileName(), id);
    }
    assertThat(ids.keySet()).extracting(FormatsTest::extension).containsAll(FORMATS);
    for (var id : ids.values()) {
      var document = documents.ended(id, Duration.ofMinutes(8));
      assertThat(document.get("state").asString()).as(document.toString()).isEqualTo("ready");
    }

    var asked = 0;
    var found = 0;
    var pages = 0;
    for (var fact : Longshore.lines(folder.resolve("facts.jsonl"))) {
      if (!ids.containsKey(fact.get("file").asString())) {
        continue;
      }
      asked++;
      var hit = hit(fact);
      if (hit == null) {
        System.out.println(
            "not among the first five: "
                + fact.get("id").asString()
                + " "
                + fact.get("question").asString());
        continue;
      }
      found++;
      assertThat(textAt(hit)).isEqualTo(hit.get("text").asString());
      if (fact.has("page")) {
        pages++;
        assertThat(hit.get("page").asInt()).as(fact.toString()).isEqualTo(fact.get("page").asInt());
      }
    }
    Figures.print("facts found among the first five", "%d of %d".formatted(found, asked));
    Figures.print("of those, in a PDF and on the right page", "%d of %d".formatted(pages, pages));
    assertThat(found).isGreaterThanOrEqualTo((int) Math.ceil(asked * 0.85));
  }

  /** A text that was handed in twice may answer from either document. */
  private @Nullable JsonNode hit(JsonNode fact) {
    var quote = squeezed(fact.get("quote").asString());
    return documents.search(COLLECTION, fact.get("question").asString(), 5).stream()
        .filter(result -> squeezed(result.get("text").asString()).contains(quote))
        .findFirst()
        .orElse(null);
  }

  private String textAt(JsonNode hit) {
    return api.get(
            "/api/v1/documents/%s/text?start=%d&end=%d"
                .formatted(
                    hit.get("document").asString(),
                    hit.get("start").asInt(),
                    hit.get("end").asInt()))
        .json()
        .get("text")
        .asString();
  }

  private static Iterable<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> FORMATS.contains(extension(file.toString())))
          .filter(file -> FULL || !file.getFileName().toString().startsWith(ONLY_IN_FULL))
          .sorted()
          .toList();
    }
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
