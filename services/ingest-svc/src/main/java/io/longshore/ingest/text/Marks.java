package io.longshore.ingest.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Structure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where sections and pages begin. A mark waits for the first printed character after it, so that
 * white space belongs to what went before.
 */
final class Marks {
  private static final int MAX_SECTIONS = 100_000;

  private record Heading(int level, String title) {}

  private record Section(int start, List<String> headings) {}

  private record Page(int start, int number) {}

  private final Deque<Heading> path = new ArrayDeque<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<Page> pages = new ArrayList<>();
  private final List<Integer> waitingPages = new ArrayList<>();
  private boolean waitingSection;

  void page(int number) {
    waitingPages.add(number);
  }

  /** A heading opens a section below the nearest one of a higher rank. */
  void heading(int level, String title) {
    if (sections.size() == MAX_SECTIONS) {
      return;
    }
    while (!path.isEmpty() && path.getLast().level() >= level) {
      path.removeLast();
    }
    path.addLast(new Heading(level, title));
    waitingSection = true;
  }

  boolean waiting() {
    return waitingSection || !waitingPages.isEmpty();
  }

  /** All that waits begins here. */
  void reached(int codePoint) {
    waitingPages.forEach(number -> pages.add(new Page(codePoint, number)));
    waitingPages.clear();
    if (waitingSection) {
      waitingSection = false;
      sections.add(new Section(codePoint, titles()));
    }
  }

  List<Structure.Section> sections(int codePoints) {
    List<Structure.Section> ranges = new ArrayList<>();
    int first = sections.isEmpty() ? codePoints : sections.getFirst().start();
    if (first > 0) {
      ranges.add(new Structure.Section(0, first, List.of()));
    }
    for (int i = 0; i < sections.size(); i++) {
      int end = i + 1 < sections.size() ? sections.get(i + 1).start() : codePoints;
      ranges.add(new Structure.Section(sections.get(i).start(), end, sections.get(i).headings()));
    }
    return ranges;
  }

  /** Pages touch; one without text is empty. */
  List<Structure.Page> pages(int codePoints) {
    List<Structure.Page> ranges = new ArrayList<>();
    for (int i = 0; i < pages.size(); i++) {
      int start = i == 0 ? 0 : pages.get(i).start();
      int end = i + 1 < pages.size() ? pages.get(i + 1).start() : codePoints;
      ranges.add(new Structure.Page(pages.get(i).number(), start, end));
    }
    return ranges;
  }

  /** The path, without its outer headings where it is longer than what travels. */
  private List<String> titles() {
    var titles = new ArrayList<String>();
    int room = Limits.HEADINGS_BYTES;
    for (var headings = path.descendingIterator(); headings.hasNext() && room > 0; ) {
      String title = headings.next().title();
      int bytes = title.getBytes(UTF_8).length;
      if (bytes <= room) {
        titles.addFirst(title);
      } else if (titles.isEmpty()) {
        titles.add(shortened(title, room));
      }
      room -= bytes;
    }
    return titles;
  }

  private static String shortened(String title, int bytes) {
    int end = 0;
    for (int room = bytes; ; ) {
      int codePoint = title.codePointAt(end);
      room -= Character.toString(codePoint).getBytes(UTF_8).length;
      if (room < 0) {
        return title.substring(0, end);
      }
      end += Character.charCount(codePoint);
    }
  }
}
