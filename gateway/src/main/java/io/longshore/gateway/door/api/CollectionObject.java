package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.library.DocumentCollection;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

@Schema(name = "Collection", description = "Documents under one name.")
record CollectionObject(
    String id,
    @Schema(allowableValues = "collection") String object,
    @Schema(example = "default") String name,
    @Schema(description = "Who made it: reads and changes it, and says who else does.")
        String owner,
    @Schema(description = "Groups that it is for; empty means everybody.") List<String> readers,
    @Schema(
            description =
                "Groups that change it and what it holds, and read it; empty means whoever reads it.")
        List<String> editors,
    @Schema(description = "How many it holds that the caller may read.") long documents,
    SettingsObject settings,
    @JsonProperty("created_at") Instant createdAt) {
  CollectionObject {
    readers = List.copyOf(readers);
    editors = List.copyOf(editors);
  }

  static CollectionObject of(DocumentCollection collection) {
    return new CollectionObject(
        collection.id().toString(),
        "collection",
        collection.name(),
        collection.owner(),
        collection.readers(),
        collection.editors(),
        collection.documents(),
        SettingsObject.of(collection.settings()),
        collection.createdAt());
  }
}
