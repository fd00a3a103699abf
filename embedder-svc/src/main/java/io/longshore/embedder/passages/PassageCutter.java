package io.longshore.embedder.passages;

import io.longshore.contracts.document.Structure;
import io.longshore.contracts.text.Text;
import io.longshore.inference.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a range of a document into passages: each inside one section and, sentences that cross a
 * border apart, on one page.
 */
public final class PassageCutter {
  private final Cutter cutter;
  private final Encoder encoder;
  private final PassageProperties properties;

  public PassageCutter(Encoder encoder, PassageProperties properties) {
    this.encoder = encoder;
    this.properties = properties;
    this.cutter = new Cutter(encoder::tokenOffsets, properties.maxTokens());
  }

  /** One that differs in the tokens of a passage. */
  public PassageCutter withTokens(int maxTokens) {
    return new PassageCutter(encoder, new PassageProperties(maxTokens, properties.headingTokens()));
  }

  /**
   * The passages of a range in their order.
   *
   * @param range the code points of the range
   * @param offset first code point of the range in the document's text
   * @param language BCP 47, {@code und} when unknown
   */
  public List<CutPassage> cut(Text range, int offset, Structure structure, String language) {
    List<CutPassage> passages = new ArrayList<>();
    int end = offset + range.length();
    for (Structure.Section section : structure.sections()) {
      int from = Math.max(offset, section.start());
      int to = Math.min(end, section.end());
      if (from >= to) {
        continue;
      }
      var text = new Text(range.slice(from - offset, to - offset));
      List<Integer> pageStarts =
          structure.pages().stream()
              .filter(page -> from < page.start() && page.start() < to)
              .map(page -> text.utf16(page.start() - from))
              .toList();
      for (Piece piece : cutter.cut(text.toString(), language, pageStarts)) {
        int start = from + text.codePoint(piece.start());
        passages.add(
            new CutPassage(
                start,
                from + text.codePoint(piece.end()),
                text.toString().substring(piece.start(), piece.end()),
                section.headings(),
                page(structure, start),
                piece.tokens()));
      }
    }
    return passages;
  }

  /**
   * What is embedded: the heading path, its outer headings left out where it is long, and the text.
   */
  public String context(CutPassage passage) {
    List<String> headings = passage.headings();
    for (int from = 0; from < headings.size(); from++) {
      String path = String.join(" > ", headings.subList(from, headings.size()));
      if (encoder.countTokens(path) <= properties.headingTokens()) {
        return path + "\n" + passage.text();
      }
    }
    return passage.text();
  }

  /** The last page that begins at or before the code point. */
  private static @Nullable Integer page(Structure structure, int codePoint) {
    List<Structure.Page> pages = structure.pages();
    int low = 0;
    int high = pages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pages.get(middle).start() <= codePoint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : pages.get(low - 1).number();
  }
}
