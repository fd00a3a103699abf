package io.longshore.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ingest.refusal.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.txt, '%PDF-1.4\n%', PDF",
    "a.pdf, '<!doctype html><html><p>x', HTML",
    "a.md, '<!doctype html><html><p>x', HTML",
    "a.md, '<h1 align=center>x</h1>', MARKDOWN",
    "a.markdown, '# x', MARKDOWN",
    "README, 'plain', TXT",
    "a.txt, '#!/usr/bin/python', TXT",
    "a.txt, '<?xml version=\"1.0\"?><a/>', TXT",
    "a.txt, 'From: a\nSubject: b\n\nc', TXT",
    "A.TXT, 'plain', TXT",
    "../../x/😀.txt, 'plain', TXT",
    "a.htm, 'no tags at all', HTML"
  })
  void bytesDecideFirstAndNamesBetweenKindsOfText(String name, String content, Format format)
      throws IOException {
    assertThat(detect(name, null, content.getBytes(StandardCharsets.UTF_8))).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv, 'a;b'",
    "a.json, '{}'",
    "a.xml, '<?xml version=\"1.0\"?><a/>'",
    "a.rtf, '{\\rtf1 x}'"
  })
  void otherKindsOfTextAreRefused(String name, String content) {
    assertThatThrownBy(() -> detect(name, null, content.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Refused.class)
        .hasMessage("unsupported-format");
  }

  @Test
  void aDeclaredTypeHelpsWhereTheNameSaysNothing() throws IOException {
    byte[] bytes = "# x".getBytes(StandardCharsets.UTF_8);
    assertThat(detect("a.unknown", "text/markdown", bytes)).isEqualTo(Format.MARKDOWN);
    assertThat(detect("a.unknown", "text/plain", bytes)).isEqualTo(Format.TXT);
  }

  @Test
  void picturesUnderATextNameAreRefused() {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13};
    assertThatThrownBy(() -> detect("a.txt", "text/plain", png))
        .isInstanceOf(Refused.class)
        .hasMessage("unsupported-format");
  }

  @Test
  void aZipIsJudgedByWhatItHolds() throws IOException {
    Path other = Zips.write(folder.resolve("other.docx"), Map.of("../../x", "y"));
    assertThatThrownBy(() -> new Detector().detect(other, "other.docx", null))
        .isInstanceOf(Refused.class)
        .hasMessage("unsupported-format");
  }

  @Test
  void nothingIsEmpty() {
    assertThatThrownBy(() -> detect("a.txt", null, new byte[0]))
        .isInstanceOf(Refused.class)
        .hasMessage("empty");
  }

  private Format detect(String name, @Nullable String declared, byte[] bytes) throws IOException {
    return new Detector().detect(Files.write(folder.resolve("file"), bytes), name, declared);
  }
}
