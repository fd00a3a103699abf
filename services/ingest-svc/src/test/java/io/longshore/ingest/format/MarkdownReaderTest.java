package io.longshore.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReaderTest {
  @TempDir Path folder;

  @Test
  void headingsMakeSectionsAndMarksGo() throws IOException {
    Reading reading =
        Reading.of(
            folder,
            "a.md",
            """
            # The *Title*

            A [link](https://example.org/x) with `code` and **bold**.
            Second line.

            Under
            -----

            1. first
            2. second
               - inner

            ```java
            # no heading
              indented();
            ```

            ![picture](a.png)
            """);
    assertThat(reading.format()).isEqualTo(Format.MARKDOWN);
    assertThat(reading.headings())
        .containsExactly(List.of("The Title"), List.of("The Title", "Under"));
    assertThat(reading.string())
        .isEqualTo(
            """
            The Title

            A link with `code` and bold.
            Second line.

            Under

            1. first
            2. second
              - inner

            # no heading
              indented();

            picture\
            """);
  }

  @Test
  void frontMatterIsNoHeading() throws IOException {
    Reading reading = Reading.of(folder, "a.md", "---\ntitle: x\n---\n\n# One\n\ntext\n");
    assertThat(reading.headings()).containsExactly(List.of(), List.of("One"));
    assertThat(reading.string()).startsWith("title: x\n\nOne");
  }

  @Test
  void htmlInsideIsReadAsHtml() throws IOException {
    Reading reading =
        Reading.of(
            folder, "a.md", "<p align=center>Logo <b>text</b></p>\n\n# One\n\na<br>b <i>c</i>\n");
    assertThat(reading.format()).isEqualTo(Format.MARKDOWN);
    assertThat(reading.string()).isEqualTo("Logo text\n\nOne\n\na\nb c");
  }

  @Test
  void deepNestingDoesNotBreakTheReader() throws IOException {
    assertThat(Reading.of(folder, "a.md", ">".repeat(10_000) + " deep\n").string())
        .contains("deep");
  }
}
