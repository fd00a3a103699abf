package io.longshore.ingest.format.pdf;

import io.longshore.ingest.text.TextSink;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins lines into paragraphs. A line runs on into the next one when it reaches the right edge of
 * its column, or when a word is broken; where that is not sure, the line end stays.
 */
final class Paragraphs {
  private static final float LINE_GAP = 1.7f;
  private static final float SAME_SIZE = 0.12f;
  private static final float INDENT = 0.8f;
  private static final float NEAR_EDGE = 0.04f;
  private static final int HEADING_LINES = 3;
  private static final int HEADING_CHARS = 200;
  private static final int NEIGHBOURS = 6;
  private static final Pattern SENTENCE_END =
      Pattern.compile(".*[.!?:。！？…][\"'”’»)\\]]*", Pattern.DOTALL);
  private static final Pattern LIST_ITEM =
      Pattern.compile("([•◦▪‣·●○■□–—*-]|\\(?[0-9a-zA-Z]{1,3}[.)])\\s.*", Pattern.DOTALL);

  private enum Link {
    NONE,
    LINE,
    SPACE,
    HYPHEN_OUT,
    HYPHEN_STAYS
  }

  private final TextSink sink;
  private final Headings headings;
  private final Vocabulary vocabulary;

  /** The last line written, null after a heading and at the start. */
  private @Nullable Line last;

  /** How far to the right its column reaches. */
  private float lastEdge;

  /** The hyphen at its end, not written until it is known whether it stays. */
  private String hyphen = "";

  Paragraphs(TextSink sink, Headings headings, Vocabulary vocabulary) {
    this.sink = sink;
    this.headings = headings;
    this.vocabulary = vocabulary;
  }

  void write(int number, List<Line> page) {
    boolean pageBegins = true;
    for (int i = 0; i < page.size(); ) {
      int headingEnd = headingEnd(page, i);
      if (headingEnd > i) {
        sink.text(pendingHyphen(Link.NONE));
        if (pageBegins) {
          sink.page(number);
        }
        writeHeading(headings.level(page, i).orElseThrow(), page.subList(i, headingEnd));
        i = headingEnd;
      } else {
        writeLine(page, i, pageBegins ? number : 0);
        i++;
      }
      pageBegins = false;
    }
    if (pageBegins) {
      sink.page(number);
    }
  }

  /** Index after the last line of a heading that begins here; the same index when none does. */
  private int headingEnd(List<Line> page, int first) {
    OptionalInt level = headings.level(page, first);
    if (level.isEmpty()) {
      return first;
    }
    int chars = page.get(first).text().length();
    int end = first + 1;
    while (end < page.size()
        && headings.level(page, end).equals(level)
        && sameBlock(page.get(end - 1), page.get(end))) {
      chars += page.get(end).text().length();
      end++;
    }
    return end - first <= HEADING_LINES && chars <= HEADING_CHARS ? end : first;
  }

  private void writeHeading(int level, List<Line> lines) {
    String title = lines.stream().map(Line::text).collect(Collectors.joining(" "));
    sink.heading(level, title);
    last = null;
  }

  private void writeLine(List<Line> page, int index, int newPage) {
    Line line = page.get(index);
    String text = line.text();
    Link link = last == null ? Link.NONE : link(last, line, newPage > 0);
    String before =
        switch (link) {
          case NONE -> "\n\n";
          case LINE -> "\n";
          case SPACE -> " ";
          case HYPHEN_OUT, HYPHEN_STAYS -> "";
        };
    sink.text(pendingHyphen(link) + before);
    if (newPage > 0) {
      sink.page(newPage);
    }
    boolean broken = endsInBrokenWord(text);
    sink.text(broken ? text.substring(0, text.length() - 1) : text);
    hyphen = broken ? text.substring(text.length() - 1) : "";
    last = line;
    lastEdge = rightEdge(page, index);
  }

  private String pendingHyphen(Link link) {
    String pending = link == Link.HYPHEN_OUT ? "" : hyphen;
    hyphen = "";
    return pending;
  }

  /** To be called after the last page. */
  void end() {
    sink.text(hyphen);
    hyphen = "";
  }

  private Link link(Line previous, Line line, boolean acrossPages) {
    String next = line.text();
    boolean small = !next.isEmpty() && Character.isLowerCase(next.codePointAt(0));
    boolean sameType = Math.abs(previous.size() - line.size()) <= SAME_SIZE * previous.size();
    if (!sameType || (!acrossPages && !near(previous, line))) {
      return Link.NONE;
    }
    if (!hyphen.isEmpty() && Character.isLetterOrDigit(next.codePointAt(0))) {
      return vocabulary.keepsHyphen(lastWord(previous.text()), firstWord(next))
          ? Link.HYPHEN_STAYS
          : Link.HYPHEN_OUT;
    }
    boolean columnBreak = acrossPages || line.y() < previous.y();
    boolean full = isFull(previous, next);
    boolean closed = SENTENCE_END.matcher(previous.text()).matches();
    if (columnBreak) {
      return full && small && !closed ? Link.SPACE : Link.NONE;
    }
    boolean indented = line.left() > previous.left() + INDENT * line.size();
    if (LIST_ITEM.matcher(next).matches() && (closed || !full || !small)) {
      return indented || closed ? Link.LINE : Link.SPACE;
    }
    if (indented && closed) {
      return Link.NONE;
    }
    return full ? Link.SPACE : Link.LINE;
  }

  /** Whether the line ended because the next word did not fit. */
  private boolean isFull(Line line, String next) {
    float gap = lastEdge - line.right();
    int space = next.indexOf(' ');
    float word = (space < 0 ? next.length() : space) * line.width() / line.text().length();
    return gap <= NEAR_EDGE * line.width() || gap <= word;
  }

  /** In the same column at an ordinary distance, or at the head of the next column. */
  private static boolean near(Line previous, Line line) {
    float down = line.y() - previous.y();
    return down < 0 || down <= LINE_GAP * Math.max(previous.size(), line.size());
  }

  private static boolean sameBlock(Line previous, Line line) {
    float down = line.y() - previous.y();
    return down > 0 && down <= LINE_GAP * Math.max(previous.size(), line.size());
  }

  /** How far to the right the column reaches around this line. */
  private static float rightEdge(List<Line> page, int index) {
    Line line = page.get(index);
    float edge = line.right();
    int from = Math.max(0, index - NEIGHBOURS);
    int to = Math.min(page.size(), index + NEIGHBOURS + 1);
    for (Line other : page.subList(from, to)) {
      if (other.left() < line.right() && Math.abs(other.left() - line.left()) < 3 * line.size()) {
        edge = Math.max(edge, other.right());
      }
    }
    return edge;
  }

  private static boolean endsInBrokenWord(String text) {
    int length = text.length();
    return length > 2
        && (text.charAt(length - 1) == '-' || text.charAt(length - 1) == '\u2010')
        && Character.isLetter(text.codePointBefore(length - 1));
  }

  private static String lastWord(String text) {
    int end = text.length() - 1;
    int start = end;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start, end);
  }

  private static String firstWord(String text) {
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end);
  }
}
