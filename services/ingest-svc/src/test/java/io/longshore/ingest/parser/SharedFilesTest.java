package io.longshore.ingest.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.text.Languages;
import io.longshore.ingest.text.TextBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real documents, sound and broken, where the shared data is at hand. */
class SharedFilesTest {
  private static final Path DATA =
      Path.of(Objects.requireNonNullElse(System.getenv("LONGSHORE_DATA"), "../../../shared/data"))
          .resolve("ingest");
  private static final Set<String> ENDINGS = Set.of("txt", "md", "html", "pdf", "docx", "epub");

  @TempDir private static Path work;
  private static @Nullable Parser parser;
  private final Map<String, Read> reads = new HashMap<>();

  /** What a file gives: text, or the code of a refusal. */
  private record Read(Text text, Structure structure, String language, String code) {
    String page(int number) {
      Structure.Page page = structure.pages().get(number - 1);
      return text.slice(page.start(), page.end());
    }
  }

  @BeforeAll
  static void start() {
    boolean present = Files.isDirectory(DATA);
    if (!present) {
      System.out.println("Skipped: no shared documents in " + DATA.toAbsolutePath().normalize());
    }
    assumeTrue(present, "no shared documents");
    parser =
        new Parser(
            new ParserProperties(
                DataSize.ofMegabytes(384),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofMinutes(1)),
            new SimpleMeterRegistry(),
            work);
  }

  @AfterAll
  static void stop() {
    if (parser != null) {
      parser.close();
    }
  }

  @Test
  void everyFactStandsInTheTextAndOnItsPage() throws IOException {
    int facts = 0;
    int found = 0;
    for (String line : Files.readAllLines(DATA.resolve("facts.jsonl"))) {
      JsonNode fact = JsonMapper.shared().readTree(line);
      String file = fact.get("file").asString();
      if (!ENDINGS.contains(file.substring(file.lastIndexOf('.') + 1))) {
        continue;
      }
      facts++;
      Read read = read(file);
      String where =
          fact.has("page") ? read.page(fact.get("page").asInt()) : read.text().toString();
      if (flat(where).contains(flat(fact.get("quote").asString()))) {
        found++;
      } else {
        System.out.println("Not found: " + line);
      }
    }
    System.out.printf(
        "Facts of the six formats whose quote stands in the text: %d of %d%n", found, facts);
    assertThat(found).isEqualTo(facts).isGreaterThan(30);
  }

  @Test
  void everyWholeDocumentIsReadInItsLanguage() throws IOException {
    for (String line : Files.readAllLines(DATA.resolve("files.jsonl"))) {
      JsonNode file = JsonMapper.shared().readTree(line);
      String name = file.get("file").asString();
      if (!name.startsWith("documents/")
          || !ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
        continue;
      }
      Read read = read(name);
      assertThat(read.code()).as(name).isEmpty();
      assertThat(read.language()).as(name).isEqualTo(file.get("lang").asString());
      if (file.has("pages")) {
        assertThat(read.structure().pages()).as(name).hasSize(file.get("pages").asInt());
      }
    }
  }

  @Test
  void everyAwkwardOrBrokenFileGivesTextOrAClearCode() throws IOException {
    Map<String, String> codes = new TreeMap<>();
    for (String folder : List.of("small", "awkward", "broken")) {
      try (var files = Files.list(DATA.resolve(folder))) {
        for (Path file : files.toList()) {
          codes.put(
              folder + "/" + file.getFileName(), read(folder + "/" + file.getFileName()).code());
        }
      }
    }
    System.out.println("Codes of awkward and broken files: " + codes);
    assertThat(codes)
        .containsEntry("awkward/2206.01062_pg3.pdf", "encrypted")
        .containsEntry("awkward/ocr_test.pdf", "no-text")
        .containsEntry("awkward/ocr_test_rotated_90.pdf", "no-text")
        .containsEntry("awkward/Strict.docx", "")
        .containsEntry("small/powerpoint_sample.pptx", "unsupported-format")
        .containsEntry("broken/header-only.pdf", "damaged")
        .containsEntry("broken/truncated.docx", "damaged")
        .containsEntry("broken/truncated.epub", "damaged")
        .containsEntry("broken/pdf-named.txt", "damaged")
        .containsEntry("broken/empty.txt", "empty")
        .containsEntry("broken/html-named.pdf", "")
        .containsEntry("broken/unclosed.html", "");
    assertThat(read("broken/blank.md").text().length()).isZero();
    assertThat(read("broken/gb18030.txt").text().toString()).contains("灵根育孕源流出");
    assertThat(read("broken/utf16le-bom.txt").text().toString()).contains("house-education");
    assertThat(read("broken/latin1.txt").text().toString())
        .contains("Nähe")
        .doesNotContain("\uFFFD");
    assertThat(read("broken/nul-bytes.txt").text().toString()).doesNotContain("\0");
    assertThat(read("awkward/docx_comments.docx").text().toString())
        .doesNotContain("reviewer comment");
    assertThat(read("awkward/invisible_text_layer.pdf").text().toString())
        .isEqualTo("Visible heading line");
  }

  private Read read(String file) {
    return reads.computeIfAbsent(file, SharedFilesTest::parse);
  }

  private static Read parse(String file) {
    var bytes = new ByteArrayOutputStream();
    var builder = new TextBuilder(bytes, 10_000_000);
    String code = "";
    try {
      Objects.requireNonNull(parser).parse(DATA.resolve(file), file, null, () -> builder);
    } catch (Refused e) {
      code = e.refusal().code();
    }
    builder.finish();
    return new Read(
        new Text(bytes.toString(StandardCharsets.UTF_8)),
        builder.structure(),
        new Languages().detect(builder.sample()),
        code);
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
