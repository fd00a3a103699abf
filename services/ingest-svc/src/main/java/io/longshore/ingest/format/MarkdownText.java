package io.longshore.ingest.format;

import io.longshore.ingest.text.TextSink;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.jsoup.Jsoup;

/**
 * Writes a Markdown document as text: list marks and back-ticks stay, emphasis, link targets and
 * pictures go.
 */
final class MarkdownText extends AbstractVisitor {
  private final TextSink sink;
  private final StringBuilder inline = new StringBuilder();
  private int depth;

  MarkdownText(TextSink sink) {
    this.sink = sink;
  }

  @Override
  public void visit(Heading heading) {
    visitChildren(heading);
    String title = inline.toString();
    inline.setLength(0);
    if (depth == 0) {
      sink.heading(heading.getLevel(), title);
    } else {
      sink.text(title + "\n\n");
    }
  }

  @Override
  public void visit(Paragraph paragraph) {
    visitChildren(paragraph);
    flush();
    boolean tight = paragraph.getParent() instanceof ListItem && depth > 0;
    sink.text(tight ? "\n" : "\n\n");
  }

  @Override
  public void visit(BulletList list) {
    items(list);
  }

  @Override
  public void visit(OrderedList list) {
    items(list);
  }

  private void items(Block list) {
    depth++;
    int number =
        list instanceof OrderedList ordered && ordered.getMarkerStartNumber() != null
            ? ordered.getMarkerStartNumber()
            : 1;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      String mark = list instanceof OrderedList ? number++ + ". " : "- ";
      sink.text("  ".repeat(depth - 1) + mark);
      visitChildren(item);
    }
    depth--;
    sink.text(depth == 0 ? "\n\n" : "\n");
  }

  @Override
  public void visit(FencedCodeBlock code) {
    sink.text(code.getLiteral() + "\n\n");
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    sink.text(code.getLiteral() + "\n\n");
  }

  @Override
  public void visit(HtmlBlock html) {
    Page.write(Jsoup.parseBodyFragment(html.getLiteral()), new Flow(sink));
    sink.text("\n\n");
  }

  @Override
  public void visit(HtmlInline html) {
    if (html.getLiteral().startsWith("<br")) {
      inline.append('\n');
    }
  }

  @Override
  public void visit(Text text) {
    inline.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    inline.append('`').append(code.getLiteral()).append('`');
  }

  @Override
  public void visit(SoftLineBreak lineBreak) {
    inline.append('\n');
  }

  @Override
  public void visit(HardLineBreak lineBreak) {
    inline.append('\n');
  }

  private void flush() {
    sink.text(inline.toString());
    inline.setLength(0);
  }
}
