package io.longshore.local.samples;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;

/** Fills pages from top to bottom. Blocks up to half a page stay together. */
final class PdfPages implements Closeable {
  private static final float MARGIN = 76;
  private static final float HEIGHT = PDRectangle.A4.getHeight() - 2 * MARGIN;
  private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;

  /** What must fit below a heading, so that it doesn't stand alone at the foot of a page. */
  private static final float BELOW_HEADING = 60;

  private static final float FOOT = 44;
  private static final PDFont ROMAN = new PDType1Font(FontName.TIMES_ROMAN);

  private final PDDocument document = new PDDocument();
  private final PDDocumentOutline outline = new PDDocumentOutline();
  private @Nullable PDOutlineItem chapter;
  private PDPageContentStream content;
  private float y = HEIGHT;

  PdfPages() throws IOException {
    content = newPage();
  }

  void breakPage() {
    if (y < HEIGHT) {
      try {
        content.close();
        content = newPage();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void add(Words words, Style style) {
    try {
      var lines = words.lines(WIDTH - style.indent(), style.size());
      float height = lines.size() * style.leading() + (style.size() > 12 ? BELOW_HEADING : 0);
      y -= y < HEIGHT ? style.before() : 0;
      if (height > y && height < HEIGHT / 2) {
        breakPage();
      }
      for (int i = 0; i < lines.size(); i++) {
        if (y < style.leading()) {
          breakPage();
        }
        y -= style.leading();
        if (i == 0 && style.indent() > 0) {
          show("•", style.size(), MARGIN + 4, MARGIN + y);
        }
        line(lines.get(i), style);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(List<List<Words.Piece>> line, Style style) throws IOException {
    content.beginText();
    content.newLineAtOffset(MARGIN + style.indent(), MARGIN + y);
    for (int i = 0; i < line.size(); i++) {
      if (i > 0) {
        content.setFont(line.get(i).getFirst().font(), style.size());
        content.showText(" ");
      }
      for (var piece : line.get(i)) {
        content.setFont(piece.font(), style.size());
        content.showText(piece.text());
      }
    }
    content.endText();
  }

  /** The current place in the tree of headings; level 1 is the title, which needs none. */
  void bookmark(String title, int level) {
    if (level == 1) {
      document.getDocumentInformation().setTitle(title);
      return;
    }
    var item = new PDOutlineItem();
    item.setTitle(title);
    item.setDestination(document.getPage(document.getNumberOfPages() - 1));
    if (level == 2 || chapter == null) {
      outline.addLast(item);
      chapter = item;
    } else {
      chapter.addLast(item);
    }
  }

  void save(Path file) throws IOException {
    content.close();
    document.getDocumentCatalog().setDocumentOutline(outline);
    // In place of the time of day, which would make every file another one.
    document.setDocumentId(1L);
    document.save(file.toFile());
  }

  private PDPageContentStream newPage() throws IOException {
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    y = HEIGHT;
    content = new PDPageContentStream(document, page);
    show(Integer.toString(document.getNumberOfPages()), 9, PDRectangle.A4.getWidth() / 2, FOOT);
    return content;
  }

  private void show(String text, float size, float x, float height) throws IOException {
    content.beginText();
    content.setFont(ROMAN, size);
    content.newLineAtOffset(x, height);
    content.showText(text);
    content.endText();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}
