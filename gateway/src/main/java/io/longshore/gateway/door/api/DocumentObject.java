package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.document.Metadatum;
import io.longshore.gateway.library.Document;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Schema(name = "Document", description = "A document as its latest version stands.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record DocumentObject(
    @Schema(example = "0b9c1f0e-5f0a-4f63-9a54-2f1c5a7d9e01") String id,
    @Schema(allowableValues = "document") String object,
    @Schema(example = "handbook.pdf") String name,
    @Schema(example = "default") String collection,
    @Schema(description = "From 1; the same name in the same collection is the next version.")
        int version,
    @Schema(
            allowableValues = {
              "queued",
              "parsing",
              "embedding",
              "ready",
              "waiting",
              "failed",
              "deleting",
              "deleted"
            })
        String state,
    @Schema(description = "From 0 to 1.", example = "0.42") double progress,
    @Schema(nullable = true, description = "In words.", example = "embedding 12 of 40")
        @Nullable String stage,
    @Schema(nullable = true) @JsonProperty("seconds_left") @Nullable Long secondsLeft,
    @Schema(
            nullable = true,
            description = "From 1, among the documents that were not sent on yet; null later.")
        @JsonProperty("queue_position")
        @Nullable Integer queuePosition,
    @Schema(nullable = true) @Nullable Integer words,
    @Schema(nullable = true, description = "Null for a text without pages.")
        @Nullable Integer pages,
    @Schema(nullable = true, description = "That its vectors were made of; null before.")
        @JsonProperty("tokens_seen")
        @Nullable Long tokensSeen,
    @Schema(nullable = true, description = "Of its text: more than were seen when some were cut.")
        @JsonProperty("tokens_given")
        @Nullable Long tokensGiven,
    long bytes,
    @JsonProperty("media_type") @Schema(example = "application/pdf") String mediaType,
    @Schema(nullable = true, description = "BCP 47.", example = "en") @Nullable String language,
    @Schema(nullable = true) @Nullable LocalDate date,
    @Schema(description = "As it was handed in.") Map<String, Object> metadata,
    @Schema(description = "Groups that may read it beside its owner; none means everybody.")
        List<String> readers,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("updated_at") Instant updatedAt,
    @Schema(nullable = true, description = "Why it waits or failed, and what to do.")
        @Nullable ErrorObject error) {

  DocumentObject {
    readers = List.copyOf(readers);
  }

  static DocumentObject of(Document document) {
    Integer pages = document.pages();
    String code = document.code();
    return new DocumentObject(
        document.id().toString(),
        "document",
        document.name(),
        document.collection(),
        document.version(),
        document.state().text(),
        Math.round(document.progress() * 1000) / 1000.0,
        document.stage(),
        document.secondsLeft(),
        document.queuePosition(),
        document.words(),
        pages == null || pages == 0 ? null : pages,
        document.tokensSeen(),
        document.tokensGiven(),
        document.bytes(),
        document.mediaType(),
        document.language(),
        document.date(),
        metadata(document),
        document.readers(),
        document.createdAt(),
        document.updatedAt(),
        code == null
            ? null
            : new ErrorObject(code, Objects.requireNonNullElse(document.message(), code)));
  }

  private static Map<String, Object> metadata(Document document) {
    var all = new LinkedHashMap<String, Object>();
    for (Metadatum one : document.metadata()) {
      var value =
          one.text() != null
              ? one.text()
              : one.number() != null ? one.number() : one.flag() != null ? one.flag() : one.date();
      if (value != null) {
        all.put(one.key(), value);
      }
    }
    return all;
  }
}
