package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.answer.Citation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Citation",
    description =
        "A source, checked before it was sent: the quote stands at start to end of the document's"
            + " text. Positions are code points, ends exclusive.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record CitationObject(
    @Schema(description = "As it stands in the answer, from 1.") int number,
    String document,
    String name,
    @Schema(
            description =
                "From the title down to the section; empty when the document was deleted.")
        List<String> headings,
    @Schema(description = "Empty when the document was deleted.") String quote,
    @Schema(description = "The document was deleted; its quote is gone.") boolean erased,
    int start,
    int end,
    @Schema(nullable = true) @Nullable Integer page,
    @JsonProperty("answer_start") @Schema(description = "The part of the answer that it supports.")
        int answerStart,
    @JsonProperty("answer_end") int answerEnd,
    @JsonProperty("text_hash") @Schema(description = "Of the text that the positions are in.")
        String textHash) {
  CitationObject {
    headings = List.copyOf(headings);
  }

  static CitationObject of(Citation citation) {
    return new CitationObject(
        citation.number(),
        citation.span().document().toString(),
        citation.name(),
        citation.headings(),
        citation.quote(),
        citation.quote().isEmpty(),
        citation.span().start(),
        citation.span().end(),
        citation.page(),
        citation.answerStart(),
        citation.answerEnd(),
        citation.span().textHash());
  }
}
