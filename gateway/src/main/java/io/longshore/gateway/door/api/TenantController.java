package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.access.Tenants;
import io.longshore.gateway.audit.Audit;
import io.longshore.gateway.door.api.KeyController.MadeKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tenants", description = "Who is kept apart from whom; for whoever runs this.")
@RestController
@Needs(AccessScope.OPERATE)
@RequestMapping("/api/v1/tenants")
final class TenantController {
  private final Access access;
  private final Tenants tenants;
  private final Audit audit;

  TenantController(Access access, Tenants tenants, Audit audit) {
    this.access = access;
    this.tenants = tenants;
    this.audit = audit;
  }

  @Schema(name = "NewTenant")
  record NewTenant(
      @Schema(
              description = "1 to 100 characters.",
              example = "acme",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name) {}

  @Schema(name = "Tenant")
  record TenantObject(
      int id,
      @Schema(allowableValues = "tenant") String object,
      String name,
      @Schema(
              allowableValues = {"active", "deleting"},
              description = "`deleting` until nothing is left of it; then it is a 404.")
          String state,
      @JsonProperty("created_at") Instant createdAt) {
    static TenantObject of(Tenants.Tenant tenant) {
      return new TenantObject(
          tenant.id(),
          "tenant",
          tenant.name(),
          tenant.deletedAt() == null ? "active" : "deleting",
          tenant.createdAt());
    }
  }

  @Schema(name = "MadeTenant")
  record MadeTenant(
      TenantObject tenant,
      @Schema(description = "Its first key, with all scopes but operate.") MadeKey key) {}

  record TenantList(List<TenantObject> data) {
    TenantList {
      data = List.copyOf(data);
    }
  }

  @Operation(
      summary = "Make a tenant and its first key",
      description = "409 when the name is taken.")
  @ApiResponse(responseCode = "201", description = "Made.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MadeTenant create(@RequestBody NewTenant request) {
    String name = request.name() == null ? "" : request.name().strip();
    var made = tenants.create(access.caller(), name);
    audit.made(String.valueOf(made.tenant().id()));
    return new MadeTenant(TenantObject.of(made.tenant()), MadeKey.of(made.key()));
  }

  @Operation(
      summary = "Make one more admin key of a tenant",
      description =
          "With all scopes but operate. Its secret stands in this reply alone. 404 when there is no"
              + " such tenant.")
  @ApiResponse(responseCode = "201", description = "Made.")
  @PostMapping("/{id}/keys")
  @ResponseStatus(HttpStatus.CREATED)
  MadeKey createKey(@PathVariable int id) {
    var made = tenants.admin(access.caller(), id);
    audit.made(made.key().prefix());
    return MadeKey.of(made);
  }

  @Operation(summary = "Get a tenant")
  @GetMapping("/{id}")
  TenantObject get(@PathVariable int id) {
    return TenantObject.of(tenants.get(id));
  }

  @Operation(
      summary = "Delete a tenant with all that it has",
      description =
          "Its keys are nobody's from now on, within 5 s on other gateways, and nothing is made in it"
              + " any more. What it was counted for and its audit log stay. 409 for the gateway's own"
              + " tenant and the caller's.")
  @ApiResponse(responseCode = "202", description = "It goes; some ten minutes later it is gone.")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  TenantObject delete(@PathVariable int id) {
    return TenantObject.of(tenants.delete(access.caller(), id));
  }

  @Operation(summary = "List all tenants, oldest first")
  @GetMapping
  TenantList list() {
    return new TenantList(tenants.list().stream().map(TenantObject::of).toList());
  }
}
