package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.answer.Tokens;
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
    @Schema(
            nullable = true,
            description =
                "Share of the question's words, weighted by rarity, that one of the best passages"
                    + " holds, 0 to 1; null where it isn't known.",
            example = "0.82")
        @Nullable Double coverage,
    @Schema(
            nullable = true,
            description = "Null where no language model wrote, or its server doesn't say.")
        @Nullable TokensObject usage,
    @Schema(
            nullable = true,
            description =
                "Null unless it was asked for, with the question or with `explain` of a later look,"
                    + " and it finished.")
        @Nullable ExplainObject explain,
    @JsonProperty("created_at") Instant createdAt) {
  AnswerObject {
    citations = List.copyOf(citations);
    degraded = List.copyOf(degraded);
    skipped = List.copyOf(skipped);
  }

  @Schema(
      name = "Tokens",
      description = "What a language model read and wrote, for drafts that were dropped too.")
  record TokensObject(
      @JsonProperty("input_tokens") long read,
      @JsonProperty("output_tokens") long written,
      @JsonProperty("total_tokens") long total) {
    static @Nullable TokensObject of(@Nullable Tokens tokens) {
      return tokens == null
          ? null
          : new TokensObject(tokens.read(), tokens.written(), tokens.read() + tokens.written());
    }
  }

  /** Explained where its asker wanted it. */
  static AnswerObject of(Answer answer) {
    var explain = answer.explain();
    return of(answer, explain != null && explain.options().explain());
  }

  static AnswerObject of(Answer answer, boolean explained) {
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
        answer.coverage(),
        TokensObject.of(answer.tokens()),
        explained ? ExplainObject.of(answer.explain()) : null,
        answer.createdAt());
  }
}
