package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.document.Structure;
import io.longshore.gateway.library.TextRange;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

@Schema(
    name = "Text",
    description = "A part of a document's text. Positions are code points, ends are exclusive.")
record TextObject(
    String document,
    String name,
    int version,
    @JsonProperty("text_hash") @Schema(description = "SHA-256 of the whole text (UTF-8).")
        String textHash,
    int start,
    int end,
    @JsonProperty("code_points") @Schema(description = "Of the whole text.") int codePoints,
    String text,
    @Schema(description = "Pages that the part touches.") List<Structure.Page> pages,
    @Schema(description = "Sections that the part touches, with their path of headings.")
        List<Structure.Section> sections) {
  TextObject {
    pages = List.copyOf(pages);
    sections = List.copyOf(sections);
  }

  static TextObject of(TextRange range) {
    return new TextObject(
        range.document().toString(),
        range.name(),
        range.version(),
        range.hash(),
        range.start(),
        range.end(),
        range.codePoints(),
        range.text(),
        range.pages(),
        range.sections());
  }
}
