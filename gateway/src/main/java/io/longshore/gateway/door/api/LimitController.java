package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.ApiKeys;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.access.Tenants;
import io.longshore.gateway.usage.Limits;
import io.longshore.gateway.usage.Subject;
import io.longshore.gateway.usage.Usage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@Tag(name = "Limits", description = "What a key and a tenant may use.")
@RestController
final class LimitController {
  private static final String OF_KEY = "/api/v1/keys/{id}/limits";
  private static final String OF_TENANT = "/api/v1/tenants/{id}/limits";
  private static final String CHANGE =
      "Holds from the next request on. What is left out stays; null is what the settings say.";

  private final Access access;
  private final ApiKeys keys;
  private final Tenants tenants;
  private final Usage usage;

  LimitController(Access access, ApiKeys keys, Tenants tenants, Usage usage) {
    this.access = access;
    this.keys = keys;
    this.tenants = tenants;
    this.usage = usage;
  }

  @Schema(name = "Limits", description = "Null is what the settings say; without them no limit.")
  record LimitsObject(
      @JsonProperty("requests_per_minute") @Nullable Long requestsPerMinute,
      @Schema(description = "That models read and write for answers and vectors.")
          @JsonProperty("tokens_per_day")
          @Nullable Long tokensPerDay,
      @Schema(description = "Handed in.") @JsonProperty("bytes_per_day")
          @Nullable Long bytesPerDay) {
    static LimitsObject of(Limits limits) {
      return new LimitsObject(
          limits.requestsPerMinute(), limits.tokensPerDay(), limits.bytesPerDay());
    }
  }

  @Schema(name = "LimitsChange", description = CHANGE)
  record LimitsChange(
      @Schema(implementation = Long.class, minimum = "0", nullable = true, example = "60")
          @JsonProperty("requests_per_minute")
          @Nullable JsonNode requestsPerMinute,
      @Schema(implementation = Long.class, minimum = "0", nullable = true)
          @JsonProperty("tokens_per_day")
          @Nullable JsonNode tokensPerDay,
      @Schema(implementation = Long.class, minimum = "0", nullable = true)
          @JsonProperty("bytes_per_day")
          @Nullable JsonNode bytesPerDay) {
    Limits of(Limits before) {
      return new Limits(
          said("requests_per_minute", requestsPerMinute, before.requestsPerMinute()),
          said("tokens_per_day", tokensPerDay, before.tokensPerDay()),
          said("bytes_per_day", bytesPerDay, before.bytesPerDay()));
    }

    private static @Nullable Long said(
        String field, @Nullable JsonNode said, @Nullable Long before) {
      if (said == null) {
        return before;
      }
      if (said.isNull()) {
        return null;
      }
      if (!said.isIntegralNumber() || !said.canConvertToLong() || said.longValue() < 0) {
        throw ApiProblem.badRequest(
            "limit-invalid", field + " is a whole number from 0 on, or null.");
      }
      return said.longValue();
    }
  }

  @Operation(summary = "Get a key's limits")
  @Needs(AccessScope.MANAGE)
  @GetMapping(OF_KEY)
  LimitsObject ofKey(@PathVariable String id) {
    int tenant = access.principal().tenant();
    return LimitsObject.of(
        usage.limits(tenant, Subject.ofKey(keys.get(access.caller(), id).prefix())));
  }

  @Operation(summary = "Limit a key", description = CHANGE)
  @Needs(AccessScope.MANAGE)
  @PatchMapping(OF_KEY)
  LimitsObject limitKey(@PathVariable String id, @RequestBody LimitsChange change) {
    String key = keys.changeable(access.caller(), id).prefix();
    return change(access.principal().tenant(), Subject.ofKey(key), change);
  }

  @Operation(summary = "Get a tenant's limits")
  @Needs(AccessScope.OPERATE)
  @GetMapping(OF_TENANT)
  LimitsObject ofTenant(@PathVariable int id) {
    return LimitsObject.of(usage.limits(tenants.get(id).id(), Subject.TENANT));
  }

  @Operation(summary = "Limit all of a tenant together", description = CHANGE)
  @Needs(AccessScope.OPERATE)
  @PatchMapping(OF_TENANT)
  LimitsObject limitTenant(@PathVariable int id, @RequestBody LimitsChange change) {
    return change(tenants.get(id).id(), Subject.TENANT, change);
  }

  private LimitsObject change(int tenant, Subject subject, LimitsChange change) {
    return LimitsObject.of(usage.limit(tenant, subject, change::of));
  }
}
