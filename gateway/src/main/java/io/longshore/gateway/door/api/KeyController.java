package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.ApiKey;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.ApiKeys;
import io.longshore.gateway.access.KeyRecord;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.audit.Audit;
import io.longshore.gateway.library.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Keys", description = "Who may come in, of this tenant.")
@RestController
@Needs(AccessScope.MANAGE)
@RequestMapping("/api/v1/keys")
final class KeyController {
  private static final Instant EXPIRY_MAX = Instant.parse("9999-12-31T23:59:59Z");

  private final Access access;
  private final ApiKeys keys;
  private final Audit audit;

  KeyController(Access access, ApiKeys keys, Audit audit) {
    this.access = access;
    this.keys = keys;
    this.audit = audit;
  }

  @Schema(name = "NewKey")
  record NewKey(
      @Schema(
              description = "What it is for, 1 to 100 characters.",
              example = "import of the archive",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String name,
      @Schema(description = "Whose documents and conversations it works with; left out: yours.")
          @Nullable String owner,
      @Schema(description = "Groups that it reads and edits for.")
          @Nullable List<@Nullable String> groups,
      @Schema(
              description = "Of read, write, manage and operate, none that yours lacks.",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable List<@Nullable String> scopes,
      @Schema(description = "Left out: it doesn't.") @JsonProperty("expires_at")
          @Nullable Instant expiresAt) {
    KeyRecord.Wanted wanted() {
      if (expiresAt != null && expiresAt.isAfter(EXPIRY_MAX)) {
        throw ApiProblem.badRequest(
            "expiry-invalid", "expires_at is a time before the year 10000; left out it doesn't.");
      }
      return new KeyRecord.Wanted(
          name == null ? "" : name.strip(), owner, given(groups), scopes(given(scopes)), expiresAt);
    }

    private static List<String> given(@Nullable List<@Nullable String> list) {
      return list == null
          ? List.of()
          : list.stream().map(one -> Objects.toString(one, "")).toList();
    }

    private static Set<AccessScope> scopes(List<String> labels) {
      return labels.stream().map(NewKey::scope).collect(Collectors.toSet());
    }

    private static AccessScope scope(String label) {
      return Arrays.stream(AccessScope.values())
          .filter(scope -> scope.label().equals(label))
          .findFirst()
          .orElseThrow(() ->
              ApiProblem.badRequest(
                  "scope-unknown",
                  "There is no scope “%s”: it is read, write, manage or operate."
                      .formatted(label)));
    }
  }

  @Schema(name = "Key", description = "What is known of an API key, which is not the key itself.")
  record KeyObject(
      @Schema(description = "Its part in clear.", example = "Zk3xQ0bP") String id,
      @Schema(allowableValues = "key") String object,
      String name,
      String owner,
      List<String> groups,
      List<String> scopes,
      @JsonProperty("created_by") String createdBy,
      @JsonProperty("created_at") Instant createdAt,
      @JsonProperty("expires_at") @Nullable Instant expiresAt,
      @JsonProperty("revoked_at") @Nullable Instant revokedAt,
      @Schema(description = "Within a minute.") @JsonProperty("used_at") @Nullable Instant usedAt,
      @Schema(description = "Whether a login made it, for the browser that it happened in.")
          boolean session) {
    KeyObject {
      groups = List.copyOf(groups);
      scopes = List.copyOf(scopes);
    }

    static KeyObject of(KeyRecord key) {
      return new KeyObject(
          key.prefix(),
          "key",
          key.name(),
          key.principal().owner(),
          key.principal().groups(),
          key.scopes().stream().sorted().map(AccessScope::label).toList(),
          key.createdBy(),
          key.createdAt(),
          key.expiresAt(),
          key.revokedAt(),
          key.usedAt(),
          key.session());
    }
  }

  @Schema(name = "MadeKey")
  record MadeKey(
      KeyObject key, @Schema(description = "The key; it can't be read again.") String secret) {
    static MadeKey of(KeyRecord.Made made) {
      return new MadeKey(KeyObject.of(made.key()), made.secret());
    }

    @Override
    public String toString() {
      return "MadeKey[key=" + key + "]";
    }
  }

  @Operation(summary = "Make a key", description = "Its secret stands in this reply alone.")
  @ApiResponse(responseCode = "201", description = "Made.")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  MadeKey create(@RequestBody NewKey request) {
    var made = keys.create(access.caller(), request.wanted());
    audit.made(made.key().prefix());
    return MadeKey.of(made);
  }

  @Operation(summary = "List the tenant's keys, newest first", description = "Revoked ones too.")
  @GetMapping
  PageObject<KeyObject> list(
      @Parameter(description = "1 to 200, 50 when left out.") @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String after) {
    int most = PageObject.limit(limit);
    var oneMore = keys.list(access.caller(), place(after), most + 1);
    return PageObject.of(Page.of(oneMore, most, KeyRecord::prefix).map(KeyObject::of));
  }

  @Operation(
      summary = "Revoke a key",
      description =
          "By its id or, where that is all one has, the key itself. Within five seconds no gateway knows it any more. Its row stays.")
  @DeleteMapping("/{id}")
  KeyObject revoke(@PathVariable String id) {
    return KeyObject.of(keys.revoke(access.caller(), prefix(id)));
  }

  private static String prefix(String id) {
    return ApiKey.parse(id).map(ApiKey::prefix).orElse(id);
  }

  private static @Nullable String place(@Nullable String after) {
    if (after == null || after.isBlank()) {
      return null;
    }
    if (!Ids.isKey(after)) {
      throw PageObject.afterInvalid();
    }
    return after;
  }
}
