package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.erasure.ErasureSweep;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Documents")
@RestController
@Needs(AccessScope.READ)
final class HoldingsController {
  private final Access access;
  private final ErasureSweep sweep;

  HoldingsController(Access access, ErasureSweep sweep) {
    this.access = access;
    this.sweep = sweep;
  }

  @Schema(name = "Holdings", description = "What is held of a document, wherever it is.")
  record HoldingsObject(
      String document,
      String state,
      List<OwnerObject> owners,
      @Schema(description = "All counts of all owners together; 0 when a delete left nothing.")
          long held,
      @Schema(description = "Whether every owner was looked at.") boolean complete,
      @Schema(description = "Records that hold text of it until they expire.")
          List<RecordsObject> topics) {}

  @Schema(name = "Holdings of an owner")
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record OwnerObject(
      @Schema(example = "embedder") String owner,
      @Schema(example = "{\"passages\": 0}") Map<String, Long> counts,
      @Schema(nullable = true, description = "Why it could not be looked at.")
          @Nullable String error) {}

  @Schema(name = "Records of a topic")
  record RecordsObject(String topic, long records, @JsonProperty("expires_at") Instant expiresAt) {}

  @Operation(
      summary = "Look for what is held of a document",
      description =
          "Asks every owner and reads the topics that hold text. After a delete nothing is left but"
              + " records of topics, which expire.")
  @GetMapping("/api/v1/documents/{id}/holdings")
  HoldingsObject holdings(
      @PathVariable String id,
      @Parameter(description = "false: only owners are asked, and topics is empty; much quicker.")
          @RequestParam(defaultValue = "true")
          boolean topics) {
    var found = sweep.sweep(access.principal(), Ids.document(id), topics);
    return new HoldingsObject(
        found.document().toString(),
        found.state().name().toLowerCase(Locale.ROOT),
        found.owners().stream()
            .map(owner ->
                new OwnerObject(owner.name(), new TreeMap<>(owner.counts()), owner.error()))
            .toList(),
        found.owners().stream()
            .flatMap(owner -> owner.counts().values().stream())
            .mapToLong(Long::longValue)
            .sum(),
        found.owners().stream().allMatch(owner -> owner.error() == null),
        found.topics().stream()
            .map(one -> new RecordsObject(one.topic(), one.records(), one.expires()))
            .toList());
  }
}
