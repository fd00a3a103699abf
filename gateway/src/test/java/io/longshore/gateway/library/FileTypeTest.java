package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileTypeTest {
  private static final String EPUB = "PK\3\4" + "x".repeat(26) + "mimetypeapplication/epub+zip";

  @ParameterizedTest
  @CsvSource({
    "a.txt, application/octet-stream, TEXT",
    "A.TXT, , TEXT",
    "notes.md, text/plain, MARKDOWN",
    "page.htm, , HTML",
    "README, application/octet-stream, TEXT",
    "README, , TEXT",
    "chapter, text/markdown, MARKDOWN",
    "报告.md, , MARKDOWN",
  })
  void textIsKnownByItsNameOrWhatWasDeclared(
      String name, @Nullable String declared, FileType type) {
    assertThat(of(name, declared, "Call me Ishmael.")).contains(type);
  }

  @Test
  void theBytesWinOverTheName() {
    assertThat(of("a.txt", "text/plain", "%PDF-1.7 …")).contains(FileType.PDF);
    assertThat(of("book", "application/octet-stream", EPUB)).contains(FileType.EPUB);
  }

  @ParameterizedTest
  @CsvSource({
    "table.xlsx, application/octet-stream",
    "picture.png, image/png",
    "run.exe, application/octet-stream",
    "data.json, application/json",
    "paper.pdf, application/pdf",
    "letter.docx, application/octet-stream",
  })
  void textBytesUnderAnotherNameAreRefused(String name, String declared) {
    assertThat(of(name, declared, "just text")).isEmpty();
  }

  @Test
  void aZipIsADocxOnlyByItsName() {
    assertThat(of("a.docx", null, "PK\3\4[Content_Types].xml")).contains(FileType.DOCX);
    assertThat(of("a.zip", "application/zip", "PK\3\4hello")).isEmpty();
    assertThat(of("a.txt", "text/plain", "PK\3\4hello")).isEmpty();
  }

  @Test
  void bytesThatAreNoTextAreRefusedWhateverTheirName() {
    assertThat(of("a.txt", "text/plain", "\0\0\0\0")).isEmpty();
    assertThat(of("README", null, "\0\0\0\0")).isEmpty();
  }

  @Test
  void utf16SaysSoByItsMark() {
    byte[] head = "\uFEFFHallo".getBytes(StandardCharsets.UTF_16LE);
    assertThat(FileType.of("a.txt", null, head)).contains(FileType.TEXT);
  }

  private static Optional<FileType> of(String name, @Nullable String declared, String head) {
    return FileType.of(name, declared, head.getBytes(StandardCharsets.UTF_8));
  }
}
