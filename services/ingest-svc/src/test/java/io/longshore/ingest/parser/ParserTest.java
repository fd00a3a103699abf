package io.longshore.ingest.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.longshore.ingest.format.Zips;
import io.longshore.ingest.refusal.Refused;
import io.longshore.ingest.text.TextBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ParserTest {
  private static final int TEXT_LIMIT = 5_000_000;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir Path folder;
  @TempDir Path work;

  @Test
  void oneProcessReadsFileAfterFileAndEndsWhenIdle() throws IOException {
    try (Parser parser = parser(ParserMain.class, Duration.ofSeconds(60), Duration.ofSeconds(1))) {
      assertThat(parser.pid()).isEqualTo(-1);
      assertThat(text(parser, "a.txt", "first 𠮷")).isEqualTo("first 𠮷");
      long pid = parser.pid();
      assertThat(pid).isPositive();
      assertThat(text(parser, "b.md", "# second\n\n" + "long ".repeat(100_000)))
          .startsWith("second\n\nlong")
          .hasSize(500_007);
      assertThat(parser.pid()).isEqualTo(pid);
      assertRefused(parser, "c.csv", "a;b", "unsupported-format");
      assertRefused(parser, "d.pdf", "%PDF-1.4\n", "damaged");
      assertThat(parser.pid()).isEqualTo(pid);
      await().until(() -> parser.pid() == -1 && ProcessHandle.of(pid).isEmpty());
      assertThat(text(parser, "e.txt", "again")).isEqualTo("again");
    }
  }

  @Test
  void aProcessThatSaysNothingIsKilledAndCounted() throws IOException {
    try (Parser parser = parser(Misbehaving.class, Duration.ofMillis(500), Duration.ofMinutes(1))) {
      assertRefused(parser, "hang", "x", "parse-timeout");
      assertThat(lost("timeout")).isEqualTo(1);
      assertThat(parser.pid()).isEqualTo(-1);
    }
  }

  @Test
  void aProcessThatRunsOutOfMemoryFailsItsFileOnly() throws IOException {
    try (Parser parser = parser(Misbehaving.class, Duration.ofSeconds(60), Duration.ofMinutes(1))) {
      assertRefused(parser, "memory", "x", "parse-too-big");
      assertThat(lost("memory")).isEqualTo(1);
      assertThat(text(parser, "fine", "x")).isEqualTo("fine");
    }
  }

  @Test
  void aProcessThatCrashesTwiceFailsItsFileOnly() throws IOException {
    try (Parser parser = parser(Misbehaving.class, Duration.ofSeconds(60), Duration.ofMinutes(1))) {
      assertRefused(parser, "crash", "x", "parser-crashed");
      assertRefused(parser, "garbage", "x", "parser-crashed");
      assertThat(lost("crashed")).isEqualTo(4);
      assertThat(text(parser, "fine", "x")).isEqualTo("fine");
    }
  }

  @Test
  void whatWasSaidBeforeACrashIsForgotten() throws IOException {
    try (Parser parser = parser(Misbehaving.class, Duration.ofSeconds(60), Duration.ofMinutes(1))) {
      assertThat(text(parser, "crash-once", folder.resolve("crashed").toString()))
          .isEqualTo("crash-once");
    }
  }

  @Test
  void bombsAreRefused() throws IOException {
    try (Parser parser = parser(ParserMain.class, Duration.ofSeconds(60), Duration.ofMinutes(1))) {
      Path word = folder.resolve("bomb.docx");
      try (var zip = new ZipOutputStream(Files.newOutputStream(word))) {
        zip.putNextEntry(new ZipEntry("[Content_Types].xml"));
        zip.write("<Types/>".getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("word/document.xml"));
        Zips.flood(zip, 'x', 300);
      }
      assertThatThrownBy(() -> parse(parser, word, "bomb.docx")).hasMessage("parse-too-big");
      Path book = folder.resolve("bomb.epub");
      try (var zip = new ZipOutputStream(Files.newOutputStream(book))) {
        zip.putNextEntry(new ZipEntry("META-INF/container.xml"));
        zip.write("<rootfile full-path='b.opf'/>".getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("b.opf"));
        zip.write(
            "<p><item id='a' href='a.xhtml'/><itemref idref='a'/></p>"
                .getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("a.xhtml"));
        Zips.flood(zip, 'x', 300);
      }
      assertThatThrownBy(() -> parse(parser, book, "bomb.epub")).hasMessage("parse-too-big");
      Path page = folder.resolve("bomb.html");
      try (var out = Files.newOutputStream(page)) {
        out.write("<html><p>".getBytes(StandardCharsets.UTF_8));
        Zips.flood(out, 'x', 100);
      }
      assertThatThrownBy(() -> parse(parser, page, "bomb.html")).hasMessage("parse-too-big");
      assertThat(lost("memory")).isEqualTo(1);
      assertThat(text(parser, "a.txt", "still there")).isEqualTo("still there");
    }
  }

  @Test
  void aTextBeyondTheLimitIsRefusedAndTheProcessDoesNotStutterAfterIt() throws IOException {
    try (Parser parser = parser(ParserMain.class, Duration.ofSeconds(60), Duration.ofMinutes(1))) {
      Path file = folder.resolve("long.txt");
      try (var out = Files.newOutputStream(file)) {
        Zips.flood(out, 'x', 20);
      }
      assertThatThrownBy(() -> parse(parser, file, "long.txt")).hasMessage("parse-too-big");
      assertThat(text(parser, "a.txt", "next")).isEqualTo("next");
    }
  }

  @Test
  void threeMillionWordsPassThroughASmallHeap() throws IOException {
    Path file = folder.resolve("long.txt");
    try (var out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 300_000; i++) {
        out.write("Ten words make a line of this very long novel.\n");
      }
    }
    Path text = folder.resolve("text");
    try (Parser parser = parser(ParserMain.class, Duration.ofSeconds(60), Duration.ofMinutes(1));
        var out = new BufferedOutputStream(Files.newOutputStream(text))) {
      var builder = new TextBuilder(out, 20_000_000);
      parser.parse(file, "long.txt", null, () -> builder);
      builder.finish();
      assertThat(builder.words()).isEqualTo(3_000_000);
    }
    assertThat(Files.size(text)).isEqualTo(Files.size(file) - 1);
  }

  private Parser parser(Class<?> main, Duration silence, Duration idle) {
    return new Parser(
        new ParserProperties(DataSize.ofMegabytes(64), silence, Duration.ofMinutes(1), idle),
        meters,
        work,
        main);
  }

  private double lost(String reason) {
    return meters.counter("longshore.ingest.parser.lost", "reason", reason).count();
  }

  private void assertRefused(Parser parser, String name, String content, String code)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertThatThrownBy(() -> parse(parser, file, name))
        .isInstanceOf(Refused.class)
        .hasMessage(code);
  }

  private String text(Parser parser, String name, String content) throws IOException {
    return parse(parser, Files.writeString(folder.resolve(name), content), name);
  }

  private static String parse(Parser parser, Path file, String name) {
    var bytes = new ByteArrayOutputStream();
    TextBuilder[] builder = new TextBuilder[1];
    parser.parse(
        file,
        name,
        null,
        () -> {
          bytes.reset();
          builder[0] = new TextBuilder(bytes, TEXT_LIMIT);
          return builder[0];
        });
    builder[0].finish();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
