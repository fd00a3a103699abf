package io.longshore.local.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * Sets a Markdown text as an A4 PDF: headings (a chapter begins a page), paragraphs, flat bullet
 * lists. The same text gives the same bytes, so that it is the same document when handed in again.
 * Signs are those of Windows-1252; another one fails.
 */
public final class HandbookPdf {
  private HandbookPdf() {}

  /** Two arguments: the Markdown file and the PDF to write. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("two arguments: the Markdown file and the PDF to write");
    }
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /**
   * @throws IllegalArgumentException when the text holds something that can't be set
   */
  public static void write(Path markdown, Path pdf) throws IOException {
    var text = Parser.builder().build().parse(Files.readString(markdown));
    try (var pages = new PdfPages()) {
      new Setter(pages).set(text);
      pages.save(pdf);
    }
  }

  /** Walks the blocks and sets each. */
  private static final class Setter extends AbstractVisitor {
    private static final PDFont ROMAN = new PDType1Font(FontName.TIMES_ROMAN);
    private static final PDFont ITALIC = new PDType1Font(FontName.TIMES_ITALIC);
    private static final PDFont BOLD = new PDType1Font(FontName.TIMES_BOLD);
    private static final PDFont MONO = new PDType1Font(FontName.COURIER);

    private static final Style BODY = new Style(11.5f, 15.5f, 7, 0);
    private static final Style ITEM = new Style(11.5f, 15.5f, 4, 16);
    private static final Style TITLE = new Style(26, 32, 0, 0);
    private static final Style CHAPTER = new Style(18, 24, 0, 0);
    private static final Style SECTION = new Style(13, 18, 14, 0);

    private final PdfPages pages;
    private Words words = new Words();
    private PDFont font = ROMAN;

    Setter(PdfPages pages) {
      this.pages = pages;
    }

    void set(Node text) {
      text.accept(this);
    }

    @Override
    public void visit(Document document) {
      for (var block = document.getFirstChild(); block != null; block = block.getNext()) {
        switch (block) {
          case Heading heading -> heading(heading);
          case Paragraph paragraph -> pages.add(inline(paragraph, ROMAN), BODY);
          case BulletList list -> list(list);
          default ->
              throw new IllegalArgumentException(
                  "a %s can't be set".formatted(block.getClass().getSimpleName()));
        }
      }
    }

    private void heading(Heading heading) {
      var title = inline(heading, BOLD);
      if (heading.getLevel() == 2) {
        pages.breakPage();
      }
      pages.add(
          title,
          switch (heading.getLevel()) {
            case 1 -> TITLE;
            case 2 -> CHAPTER;
            default -> SECTION;
          });
      pages.bookmark(title.toString(), heading.getLevel());
    }

    private void list(BulletList list) {
      for (var item = list.getFirstChild(); item != null; item = item.getNext()) {
        if (!(item instanceof ListItem) || !(item.getFirstChild() instanceof Paragraph first)) {
          throw new IllegalArgumentException("an item of a list must begin with a paragraph");
        }
        pages.add(inline(first, ROMAN), ITEM);
      }
    }

    private Words inline(Node block, PDFont as) {
      words = new Words();
      font = as;
      visitChildren(block);
      return words;
    }

    @Override
    public void visit(Text text) {
      words.add(text.getLiteral(), font);
    }

    @Override
    public void visit(Code code) {
      words.add(code.getLiteral(), MONO);
    }

    @Override
    public void visit(SoftLineBreak lineBreak) {
      words.add(" ", font);
    }

    @Override
    public void visit(Emphasis emphasis) {
      within(emphasis, ITALIC);
    }

    @Override
    public void visit(StrongEmphasis emphasis) {
      within(emphasis, BOLD);
    }

    private void within(Node node, PDFont as) {
      var before = font;
      font = as;
      visitChildren(node);
      font = before;
    }
  }
}
