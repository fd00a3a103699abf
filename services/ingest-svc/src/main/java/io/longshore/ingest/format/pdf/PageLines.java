package io.longshore.ingest.format.pdf;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/**
 * The lines of a range of pages in reading order. Text drawn in no colour is left out where a page
 * shows any other; on a page that shows none it is what text recognition found.
 */
final class PageLines extends PDFTextStripper {
  private static final double BOLD_SHARE = 0.9;

  private final boolean hiddenToo;
  private final List<List<Line>> pages = new ArrayList<>();
  private List<Line> lines = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private float left;
  private float right;
  private float y;
  private float size;
  private int letters;
  private int boldLetters;
  private int hidden;

  private PageLines(boolean hiddenToo, int first, int last) {
    this.hiddenToo = hiddenToo;
    setStartPage(first);
    setEndPage(last);
    setSuppressDuplicateOverlappingText(true);
  }

  /**
   * @param first from 1
   * @return one list per page
   */
  static List<List<Line>> of(PDDocument pdf, int first, int last) throws IOException {
    PageLines shown = new PageLines(false, first, last);
    shown.writeText(pdf, Writer.nullWriter());
    List<List<Line>> pages = shown.pages;
    if (shown.hidden > 0 && pages.stream().anyMatch(List::isEmpty)) {
      PageLines all = new PageLines(true, first, last);
      all.writeText(pdf, Writer.nullWriter());
      for (int i = 0; i < pages.size(); i++) {
        if (pages.get(i).isEmpty()) {
          pages.set(i, all.pages.get(i));
        }
      }
    }
    return pages;
  }

  @Override
  protected void processTextPosition(TextPosition position) {
    boolean shown = getGraphicsState().getTextState().getRenderingMode() != RenderingMode.NEITHER;
    if (shown || hiddenToo) {
      super.processTextPosition(position);
    } else {
      hidden++;
    }
  }

  @Override
  protected void startPage(PDPage page) {
    lines = new ArrayList<>();
  }

  @Override
  protected void endPage(PDPage page) {
    endLine();
    pages.add(lines);
  }

  @Override
  protected void writeString(String word, List<TextPosition> positions) {
    for (TextPosition position : positions) {
      if (text.isEmpty() && letters == 0) {
        left = position.getXDirAdj();
        right = left;
        y = position.getYDirAdj();
        size = 0;
      }
      left = Math.min(left, position.getXDirAdj());
      right = Math.max(right, position.getXDirAdj() + position.getWidthDirAdj());
      size += position.getFontSizeInPt();
      letters++;
      boldLetters += isBold(position) ? 1 : 0;
    }
    text.append(word);
  }

  private static boolean isBold(TextPosition position) {
    String name = position.getFont() == null ? null : position.getFont().getName();
    if (name == null) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("bold") || lower.contains("black") || lower.contains("heavy");
  }

  @Override
  protected void writeString(String separator) {
    // Marks of pages, paragraphs and articles: lines carry what is needed.
  }

  @Override
  protected void writeWordSeparator() {
    text.append(' ');
  }

  @Override
  protected void writeLineSeparator() {
    endLine();
  }

  @Override
  protected void writeParagraphSeparator() {
    endLine();
  }

  @Override
  protected void endArticle() {
    endLine();
  }

  private void endLine() {
    String line = text.toString().strip();
    if (!line.isEmpty() && letters > 0) {
      lines.add(
          new Line(line, left, right, y, size / letters, boldLetters >= BOLD_SHARE * letters));
    }
    text.setLength(0);
    letters = 0;
    boldLetters = 0;
  }
}
