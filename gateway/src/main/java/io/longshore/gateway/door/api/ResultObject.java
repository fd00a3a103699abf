package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.question.Evidence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Result",
    description = "A passage. Positions are code points of the document's text, ends exclusive.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record ResultObject(
    String document,
    @Schema(example = "moby-dick.txt") String name,
    @Schema(description = "Exactly the code points from start to end.") String text,
    int start,
    int end,
    @Schema(nullable = true, description = "From 1; null for a text without pages.")
        @Nullable Integer page,
    @Schema(description = "Comparable only within one question.") double score,
    @Schema(description = "From the title down to the section.") List<String> headings,
    @JsonProperty("text_hash") @Schema(description = "Of the text that the positions are in.")
        String textHash) {
  ResultObject {
    headings = List.copyOf(headings);
  }

  static ResultObject of(Evidence evidence) {
    var passage = evidence.passage();
    return new ResultObject(
        passage.span().document().toString(),
        passage.name(),
        passage.text(),
        passage.span().start(),
        passage.span().end(),
        passage.page(),
        evidence.score(),
        passage.headings(),
        passage.span().textHash());
  }
}
