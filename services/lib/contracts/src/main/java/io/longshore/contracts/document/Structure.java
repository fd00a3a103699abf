package io.longshore.contracts.document;

import java.util.List;

/**
 * What is known about a text beside its characters; a JSON blob next to it. All positions are code
 * points.
 *
 * @param sections in the order of the text; together they cover it, no two overlap
 * @param pages empty for a text without pages; a page is a physical one, from 1
 * @param byteOffsets offset in UTF-8 of the code points 0, {@link
 *     io.longshore.contracts.Limits#BYTE_OFFSET_EVERY}, and so on
 */
public record Structure(
    int codePoints, List<Section> sections, List<Page> pages, List<Long> byteOffsets) {
  public Structure {
    sections = List.copyOf(sections);
    pages = List.copyOf(pages);
    byteOffsets = List.copyOf(byteOffsets);
  }

  /**
   * @param headings path from the title down to this section's own heading; empty before the first
   */
  public record Section(int start, int end, List<String> headings) {
    public Section {
      headings = List.copyOf(headings);
    }
  }

  /**
   * @param number from 1
   */
  public record Page(int number, int start, int end) {}
}
