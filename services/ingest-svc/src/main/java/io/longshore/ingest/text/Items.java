package io.longshore.ingest.text;

import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Sentences;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into the ranges that it travels in: as long as allowed, ending where a section
 * begins; else after a paragraph, a sentence, a word; else anywhere. The first of these borders
 * that lies in the second half of the allowed length is taken.
 */
public final class Items {
  /** Code points, end exclusive. */
  public record Range(int start, int end) {}

  private final TextFile text;
  private final String language;
  private final int maxCodePoints;

  public Items(TextFile text, String language, int maxCodePoints) {
    this.text = text;
    this.language = language;
    this.maxCodePoints = maxCodePoints;
  }

  /** Ranges that cover the text in its order. */
  public List<Range> cut() {
    List<Range> ranges = new ArrayList<>();
    int length = text.structure().codePoints();
    int section = 0;
    for (int start = 0; start < length; ) {
      int limit = start + maxCodePoints;
      if (limit >= length) {
        ranges.add(new Range(start, length));
        return ranges;
      }
      List<Structure.Section> sections = text.structure().sections();
      while (section + 1 < sections.size() && sections.get(section + 1).start() <= limit) {
        section++;
      }
      int end = sections.get(section).start();
      if (end < start + maxCodePoints / 2) {
        end = start + border(text.slice(start, limit));
      }
      ranges.add(new Range(start, end));
      start = end;
    }
    return ranges;
  }

  /** Code points of the slice that come before the best border. */
  private int border(String slice) {
    int half = slice.length() / 2;
    int border = slice.lastIndexOf("\n\n") + 2;
    if (border <= half) {
      border = Sentences.of(slice, language).getLast().start();
    }
    if (border <= half) {
      border = Math.max(slice.lastIndexOf(' '), slice.lastIndexOf('\n')) + 1;
    }
    return border <= half ? maxCodePoints : slice.codePointCount(0, border);
  }
}
