package io.longshore.ingest.format;

import io.longshore.ingest.text.TextSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns elements and characters of HTML, in the order of the document, into text: blocks become
 * paragraphs, list items and table rows lines, cells are parted by tabs, headings stay headings.
 */
final class Flow {
  private static final Set<String> PARAGRAPHS =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "main",
          "header",
          "footer",
          "aside",
          "blockquote",
          "pre",
          "table",
          "figure",
          "figcaption",
          "address",
          "details",
          "summary",
          "hr",
          "body",
          "caption",
          "fieldset",
          "dl",
          "form",
          "center");
  private static final Set<String> LINES = Set.of("li", "tr", "dt", "dd", "br", "option");
  private static final Set<String> LISTS = Set.of("ul", "ol");
  private static final Set<String> CELLS = Set.of("td", "th");

  private final TextSink sink;
  private final Deque<ListState> lists = new ArrayDeque<>();

  /** Text of the heading that is open, null outside of one. */
  private @Nullable StringBuilder heading;

  private int preformatted;
  private boolean atLineStart = true;
  private boolean blankBefore;

  private static final class ListState {
    final boolean numbered;
    int items;

    ListState(boolean numbered) {
      this.numbered = numbered;
    }
  }

  Flow(TextSink sink) {
    this.sink = sink;
  }

  void start(String name) {
    if (headingLevel(name) > 0) {
      heading = new StringBuilder();
    } else if (LISTS.contains(name)) {
      breakLines(lists.isEmpty() ? 2 : 1);
      lists.push(new ListState(name.equals("ol")));
    } else {
      breakFor(name);
    }
    if (name.equals("li")) {
      mark();
    }
    if (name.equals("pre")) {
      preformatted++;
    }
  }

  void end(String name) {
    int level = headingLevel(name);
    if (level > 0 && heading != null) {
      sink.heading(level, heading.toString().strip());
      heading = null;
      atLineStart = true;
      blankBefore = false;
    } else if (LISTS.contains(name)) {
      lists.poll();
      breakLines(lists.isEmpty() ? 2 : 1);
    } else if (CELLS.contains(name)) {
      cellEnd();
    } else if (!name.equals("br")) {
      breakFor(name);
    }
    if (name.equals("pre") && preformatted > 0) {
      preformatted--;
    }
  }

  void characters(String characters) {
    if (heading != null) {
      heading.append(characters);
    } else if (preformatted > 0) {
      write(characters);
    } else {
      writeCollapsed(characters);
    }
  }

  private void breakFor(String name) {
    if (PARAGRAPHS.contains(name)) {
      // A list item stays in one piece when its text stands in a paragraph.
      breakLines(lists.isEmpty() ? 2 : 1);
    } else if (LINES.contains(name)) {
      breakLines(1);
    }
  }

  private void breakLines(int lines) {
    if (heading != null) {
      heading.append(' ');
      return;
    }
    if (lines == 1 && atLineStart) {
      return;
    }
    sink.text("\n".repeat(lines));
    atLineStart = true;
    blankBefore = false;
  }

  private void mark() {
    ListState list = lists.peek();
    if (list == null || heading != null) {
      return;
    }
    list.items++;
    sink.text(list.numbered ? list.items + ". " : "- ");
    atLineStart = true;
  }

  private void cellEnd() {
    if (heading != null) {
      heading.append(' ');
    } else {
      sink.text("\t");
      blankBefore = false;
    }
  }

  private void write(String characters) {
    if (!characters.isEmpty()) {
      sink.text(characters);
      atLineStart = characters.endsWith("\n");
      blankBefore = false;
    }
  }

  private void writeCollapsed(String characters) {
    StringBuilder line = new StringBuilder(characters.length() + 1);
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') {
        blankBefore = true;
      } else {
        if (blankBefore && !(atLineStart && line.isEmpty())) {
          line.append(' ');
        }
        blankBefore = false;
        line.append(c);
      }
    }
    if (!line.isEmpty()) {
      sink.text(line.toString());
      atLineStart = false;
    }
  }

  private static int headingLevel(String name) {
    return name.length() == 2
            && name.charAt(0) == 'h'
            && name.charAt(1) >= '1'
            && name.charAt(1) <= '6'
        ? name.charAt(1) - '0'
        : 0;
  }
}
