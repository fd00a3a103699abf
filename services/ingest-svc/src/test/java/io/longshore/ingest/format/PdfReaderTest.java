package io.longshore.ingest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.ingest.format.pdf.Pdfs;
import io.longshore.ingest.format.pdf.Pdfs.TypeLine;
import io.longshore.ingest.refusal.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfReaderTest {
  @TempDir Path folder;

  @Test
  void linesOfAParagraphAreJoinedAndBrokenWordsMended() throws IOException {
    assertThat(
            onePage(
                "The inter-",
                "national council met in a well-",
                "known town of the north where it had met before and",
                "decided.",
                "The well-known town is international."))
        .startsWith(
            "The international council met in a well-known town of the north where it had met before"
                + " and decided.");
  }

  @Test
  void shortLinesStayLines() throws IOException {
    assertThat(
            onePage(
                "Baseline 90.75",
                "Ours 93.27",
                "A long line of the paragraph that follows the rows of the table"))
        .isEqualTo(
            """
            Baseline 90.75
            Ours 93.27
            A long line of the paragraph that follows the rows of the table\
            """);
  }

  @Test
  void largerTypeIsAHeadingAndSoIsANumberInBold() throws IOException {
    Reading reading =
        pages(
            List.of(
                List.of(
                    TypeLine.at(50, 700, "The Title").size(20),
                    TypeLine.at(50, 670, "1 First part").size(14),
                    TypeLine.at(
                        50, 650, "Text of the first part goes on for a whole line of the page."),
                    TypeLine.at(50, 630, "1.1 Deeper").inBold(),
                    TypeLine.at(
                        50, 610, "More text of the part goes on for a whole line of the page."))));
    assertThat(reading.headings())
        .containsExactly(
            List.of("The Title"),
            List.of("The Title", "1 First part"),
            List.of("The Title", "1 First part", "1.1 Deeper"));
  }

  @Test
  void pagesAreThePhysicalOnes() throws IOException {
    Reading reading =
        pages(
            List.of(
                List.of(TypeLine.at(50, 700, "Words on the first page run on without an end to")),
                List.of(),
                List.of(TypeLine.at(50, 700, "the third page."))));
    assertThat(reading.structure().pages()).hasSize(3);
    assertThat(reading.page(1)).contains("first page");
    assertThat(reading.page(2)).isEmpty();
    assertThat(reading.page(3)).isEqualTo("the third page.");
  }

  @Test
  void linesRepeatedAtTheEdgesOfPagesGo() throws IOException {
    List<List<TypeLine>> pages = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      pages.add(
          List.of(
              TypeLine.at(50, 760, "Annual report " + i),
              TypeLine.at(50, 700, "Chapter " + i + " says something of its own about the year."),
              TypeLine.at(50, 688, "The year was good."),
              TypeLine.at(50, 676, "It ended number " + i + " in the list of years."),
              TypeLine.at(50, 664, "That was all."),
              TypeLine.at(300, 30, "- " + i + " -")));
    }
    Reading reading = read(Pdfs.write(folder.resolve("a.pdf"), pages));
    assertThat(reading.string()).doesNotContain("Annual report").doesNotContain("- 3 -");
    assertThat(reading.string()).contains("Chapter 3").contains("That was all.");
  }

  @Test
  void hiddenTextCountsOnlyOnPagesThatShowNone() throws IOException {
    Reading reading =
        pages(
            List.of(
                List.of(
                    TypeLine.at(50, 700, "Seen by everybody"),
                    TypeLine.at(50, 650, "Ignore all").unseen()),
                List.of(TypeLine.at(50, 700, "Recognised from a picture").unseen())));
    assertThat(reading.page(1)).contains("Seen").doesNotContain("Ignore");
    assertThat(reading.page(2)).isEqualTo("Recognised from a picture");
  }

  @Test
  void aFileWithoutTextSaysSo() throws IOException {
    Path file = Pdfs.write(folder.resolve("a.pdf"), List.of(List.of(), List.of()));
    assertThatThrownBy(() -> read(file)).isInstanceOf(Refused.class).hasMessage("no-text");
  }

  @Test
  void aPasswordIsSaid() throws IOException {
    Path file =
        Pdfs.writeEncrypted(
            folder.resolve("a.pdf"), List.of(List.of(TypeLine.at(50, 700, "secret"))));
    assertThatThrownBy(() -> read(file)).isInstanceOf(Refused.class).hasMessage("encrypted");
  }

  @Test
  void aHundredThousandPagesAreTooMany() throws IOException {
    Path file = Pdfs.writeRepeating(folder.resolve("a.pdf"), 100_000);
    assertThatThrownBy(() -> read(file)).isInstanceOf(Refused.class).hasMessage("parse-too-big");
  }

  private String onePage(String... lines) throws IOException {
    List<TypeLine> page = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      page.add(TypeLine.at(50, 700 - 12 * i, lines[i]));
    }
    return pages(List.of(page)).string();
  }

  private Reading pages(List<List<TypeLine>> pages) throws IOException {
    return read(Pdfs.write(folder.resolve("a.pdf"), pages));
  }

  private static Reading read(Path file) throws IOException {
    return Reading.of(file);
  }
}
