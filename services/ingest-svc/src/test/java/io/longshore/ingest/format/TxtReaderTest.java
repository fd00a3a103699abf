package io.longshore.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ingest.refusal.Refused;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TxtReaderTest {
  private static final String GERMAN =
      "Die Größe der Häuser überraschte die Gäste: schöne Türen, weiße Wände, süße Äpfel.\n"
          .repeat(20);
  private static final String CHINESE = "那船在暴风雨中失踪了，大家都怕它再也回不来。\n".repeat(20);
  private static final String RUSSIAN = "Корабль пропал в бурю, и все они боялись.\n".repeat(20);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "UTF-8, german",
    "UTF-16LE, german",
    "UTF-16BE, german",
    "ISO-8859-1, german",
    "windows-1252, german",
    "GB18030, chinese",
    "Big5, traditional",
    "windows-1251, russian",
    "KOI8-R, russian",
    "Shift_JIS, japanese",
    "EUC-KR, korean"
  })
  void theCharacterSetIsFound(String charset, String language) throws IOException {
    String text =
        switch (language) {
          case "german" -> GERMAN;
          case "chinese" -> CHINESE;
          case "russian" -> RUSSIAN;
          case "japanese" -> "その船は嵐の中で消えてしまい、もう戻らない。\n".repeat(20);
          case "korean" -> "그 배는 폭풍 속에서 사라졌고 모두가 두려워했다.\n".repeat(20);
          default -> "那船在暴風雨中失蹤了，大家都怕它再也回不來。\n".repeat(20);
        };
    Path file = Files.write(folder.resolve("a.txt"), text.getBytes(Charset.forName(charset)));
    assertThat(Reading.of(file).string()).isEqualTo(text.strip());
  }

  @ParameterizedTest
  @CsvSource({"UTF-8", "UTF-16LE", "UTF-16BE"})
  void aByteOrderMarkDecidesAndIsNoText(String charset) throws IOException {
    Path file =
        Files.write(
            folder.resolve("a.txt"), ("\uFEFF" + CHINESE).getBytes(Charset.forName(charset)));
    assertThat(Reading.of(file).string()).isEqualTo(CHINESE.strip());
  }

  @Test
  void badBytesInUtf8AreReplacedAndSaid() throws IOException {
    byte[] bytes = GERMAN.getBytes(StandardCharsets.UTF_8);
    bytes[300] = (byte) 0xFF;
    Reading reading = Reading.of(Files.write(folder.resolve("a.txt"), bytes));
    assertThat(reading.lossy()).isTrue();
    assertThat(reading.string()).contains("\uFFFD").contains("süße Äpfel");
  }

  @Test
  void linesThatNameAChapterBecomeHeadings() throws IOException {
    Reading reading =
        Reading.of(
            folder,
            "a.txt",
            """
            Contents
            CHAPTER I. Start
            CHAPTER II. End

            PART ONE

            CHAPTER I. Start

            It began. Chapter 2 is not a heading here,
            nor is
            CHAPTER II
            in a line of its own.

            CHAPTER II. End

            It ended.
            """);
    assertThat(reading.headings())
        .containsExactly(
            List.of(),
            List.of("PART ONE"),
            List.of("PART ONE", "CHAPTER I. Start"),
            List.of("PART ONE", "CHAPTER II. End"));
    assertThat(reading.section(3)).isEqualTo("CHAPTER II. End\n\nIt ended.");
  }

  @Test
  void chineseChaptersNeedNoBlankLine() throws IOException {
    Reading reading =
        Reading.of(folder, "a.txt", "上卷 第一回　灵根\n　　诗曰：\n混沌。\n　　上卷 第二回　悟彻\n话说。\n第三回也不是标题，因为是句子。\n");
    assertThat(reading.headings()).containsExactly(List.of("上卷 第一回 灵根"), List.of("上卷 第二回 悟彻"));
  }

  @Test
  void binaryBytesUnderATextNameAreRefused() throws IOException {
    byte[] bytes = new byte[10_000];
    new Random(1).nextBytes(bytes);
    bytes[0] = 1;
    Path file = Files.write(folder.resolve("a.txt"), bytes);
    assertThatThrownBy(() -> Reading.of(file))
        .isInstanceOf(Refused.class)
        .hasMessage("unsupported-format");
  }

  @Test
  void zeroBytesLeaveNothing() throws IOException {
    assertThat(Reading.of(Files.write(folder.resolve("a.txt"), new byte[5_000])).string())
        .isEmpty();
  }
}
