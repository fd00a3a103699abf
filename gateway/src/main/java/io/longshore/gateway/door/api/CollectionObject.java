package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.library.DocumentCollection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

@Schema(name = "Collection", description = "Documents under one name.")
record CollectionObject(
    String id,
    @Schema(allowableValues = "collection") String object,
    @Schema(example = "default") String name,
    @Schema(description = "How many it holds.") long documents,
    SettingsObject settings,
    @JsonProperty("created_at") Instant createdAt) {
  static CollectionObject of(DocumentCollection collection) {
    return new CollectionObject(
        collection.id().toString(),
        "collection",
        collection.name(),
        collection.documents(),
        SettingsObject.of(collection.settings()),
        collection.createdAt());
  }
}
