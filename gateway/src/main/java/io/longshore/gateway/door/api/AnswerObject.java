package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.library.Answer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

@Schema(name = "Answer", description = "A question and what became of it.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record AnswerObject(
    String id,
    @Schema(allowableValues = "answer") String object,
    @Schema(allowableValues = {"running", "finished", "failed"}) String status,
    String conversation,
    String question,
    @Schema(nullable = true, description = "Null unless it finished.") @Nullable String answer,
    @Schema(description = "The evidence was too weak; the answer says so.") boolean abstained,
    @Schema(nullable = true, description = "Why it failed.") @Nullable ErrorObject error,
    List<CitationObject> citations,
    @Schema(
            description =
                "Milliseconds by stage; `total` from request to last event, `overhead` what of it"
                    + " was neither a model nor SQL.",
            example = "{\"embedder\":41,\"embedder.model\":18,\"total\":96,\"overhead\":12}")
        Map<String, Long> timings,
    @Schema(
            description = "What was missing inside a room.",
            example = "[\"reranker:model-unavailable\"]")
        List<String> degraded,
    @Schema(description = "Rooms that the question was taken past.") List<String> skipped,
    @JsonProperty("pending_documents")
        @Schema(
            description =
                "How many documents of its scope were not ready when it was asked: an answer may"
                    + " lie in them.")
        int pendingDocuments,
    @Schema(nullable = true, description = "Null unless it was asked for and it finished.")
        @Nullable ExplainObject explain,
    @JsonProperty("created_at") Instant createdAt) {
  AnswerObject {
    citations = List.copyOf(citations);
    degraded = List.copyOf(degraded);
    skipped = List.copyOf(skipped);
  }

  static AnswerObject of(Answer answer) {
    String code = answer.errorCode();
    return new AnswerObject(
        answer.id().toString(),
        "answer",
        answer.status().text(),
        answer.conversation().toString(),
        answer.question(),
        answer.text(),
        answer.abstained(),
        code == null
            ? null
            : new ErrorObject(code, Objects.requireNonNullElse(answer.errorMessage(), code)),
        answer.citations().stream().map(CitationObject::of).toList(),
        new TreeMap<>(answer.timings()),
        answer.degraded(),
        answer.skipped(),
        answer.pendingDocuments(),
        ExplainObject.of(answer.explain()),
        answer.createdAt());
  }
}
