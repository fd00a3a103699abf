package io.longshore.local.samples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** The words of a block; one word may change its font in the middle. */
final class Words {
  private final List<List<Piece>> words = new ArrayList<>();
  private boolean open;

  record Piece(String text, PDFont font) {
    float width(float size) throws IOException {
      return font.getStringWidth(text) / 1000 * size;
    }
  }

  void add(String text, PDFont font) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      if (!end && !Character.isWhitespace(text.charAt(i))) {
        continue;
      }
      if (i > start) {
        if (!open) {
          words.add(new ArrayList<>());
        }
        words.getLast().add(new Piece(text.substring(start, i), font));
        open = true;
      }
      if (!end) {
        open = false;
      }
      start = i + 1;
    }
  }

  /** Cut into lines that are at most this wide, in points; a longer word stands alone. */
  List<List<List<Piece>>> lines(float width, float size) throws IOException {
    List<List<List<Piece>>> lines = new ArrayList<>();
    float used = 0;
    for (var word : words) {
      float wide = 0;
      for (var piece : word) {
        wide += piece.width(size);
      }
      float space = word.getFirst().font().getSpaceWidth() / 1000 * size;
      if (lines.isEmpty() || used + space + wide > width) {
        lines.add(new ArrayList<>());
        used = 0;
      } else {
        used += space;
      }
      lines.getLast().add(word);
      used += wide;
    }
    return lines;
  }

  @Override
  public String toString() {
    return words.stream()
        .map(word -> word.stream().map(Piece::text).collect(Collectors.joining()))
        .collect(Collectors.joining(" "));
  }
}
