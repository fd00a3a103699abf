package io.longshore.local.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandbookPdfTest {
  private static final Path HANDBOOK = Path.of("../../samples/handbook.md");

  @TempDir Path folder;

  @Test
  void everyWordOfTheHandbookStandsOnAPageInItsOrder() throws IOException {
    var pages = pagesOf(HANDBOOK);
    var set = String.join(" ", pages.stream().map(HandbookPdfTest::withoutNumber).toList());
    assertThat(words(set.replace("•", " ")))
        .isEqualTo(words(Files.readString(HANDBOOK).replaceAll("(?m)^(#+|-) ", "")));
  }

  @Test
  void aChapterBeginsAPageAndEveryPageHasItsNumber() throws IOException {
    var pages = pagesOf(HANDBOOK);
    assertThat(pages).hasSizeBetween(12, 22);
    assertThat(pages.get(1)).startsWith("1. What Longshore is");
    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i).strip().lines().toList()).contains(Integer.toString(i + 1));
    }
  }

  @Test
  void bookmarksLeadToChaptersAndTheirSections() throws IOException {
    try (var document = load(HANDBOOK)) {
      var first = document.getDocumentCatalog().getDocumentOutline().getFirstChild();
      assertThat(first.getTitle()).isEqualTo("1. What Longshore is");
      assertThat(first.getFirstChild().getTitle()).isEqualTo("1.1 What it is not");
      assertThat(first.findDestinationPage(document)).isEqualTo(document.getPage(1));
      assertThat(document.getDocumentInformation().getTitle()).isEqualTo("The Longshore Handbook");
    }
  }

  @Test
  void theSameTextGivesTheSameBytes() throws IOException {
    Path first = folder.resolve("first.pdf");
    Path second = folder.resolve("second.pdf");
    HandbookPdf.write(HANDBOOK, first);
    HandbookPdf.write(HANDBOOK, second);
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void aWordThatChangesItsFontStaysOneWord() throws IOException {
    var pages = pagesOf(markdown("See `up`, *then* **stop**ped.\n"));
    assertThat(pages.getFirst()).contains("See up, then stopped.");
  }

  @Test
  void whatCannotBeSetIsRefusedRatherThanLeftOut() throws IOException {
    Path quoted = markdown("> a quote\n");
    assertThatThrownBy(() -> HandbookPdf.write(quoted, folder.resolve("x.pdf")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BlockQuote");
    Path chinese = markdown("港口\n");
    assertThatThrownBy(() -> HandbookPdf.write(chinese, folder.resolve("x.pdf")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Path markdown(String text) throws IOException {
    return Files.writeString(folder.resolve("text.md"), text);
  }

  private PDDocument load(Path markdown) throws IOException {
    Path pdf = folder.resolve("read.pdf");
    HandbookPdf.write(markdown, pdf);
    return Loader.loadPDF(pdf.toFile());
  }

  private List<String> pagesOf(Path markdown) throws IOException {
    try (var document = load(markdown)) {
      List<String> pages = new ArrayList<>();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        var stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        pages.add(stripper.getText(document));
      }
      return pages;
    }
  }

  /** The number stands below the text, so it comes last. */
  private static String withoutNumber(String page) {
    return page.strip().replaceFirst("\\s*\\d+$", "");
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }
}
