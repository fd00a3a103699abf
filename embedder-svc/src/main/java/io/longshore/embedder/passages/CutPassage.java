package io.longshore.embedder.passages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passage before it has a vector.
 *
 * @param start first code point in the document's text
 * @param end code point after the last one
 * @param text exactly the code points between
 * @param headings path from the title down to the passage's section
 * @param page from 1; null for a text without pages
 * @param tokens of the text, by the encoder's tokenizer
 */
public record CutPassage(
    int start, int end, String text, List<String> headings, @Nullable Integer page, int tokens) {
  public CutPassage {
    headings = List.copyOf(headings);
  }
}
