package io.longshore.gateway.door.api;

import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.audit.Audit;
import io.longshore.gateway.audit.AuditEntry;
import io.longshore.gateway.library.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Audit", description = "Who changed what, and who was refused.")
@RestController
@Needs(AccessScope.MANAGE)
@RequestMapping("/api/v1/audit")
final class AuditController {
  private final Access access;
  private final Audit audit;

  AuditController(Access access, Audit audit) {
    this.access = access;
    this.audit = audit;
  }

  @Schema(name = "AuditEntry")
  record AuditObject(
      @Schema(description = "Grows.") long id,
      Instant at,
      @Schema(description = "Null for one whom nobody knows.") @Nullable String owner,
      @Schema(description = "Prefix of the key that was shown.") @Nullable String key,
      String address,
      String method,
      @Schema(example = "/api/v1/documents/{id}") String route,
      @Schema(description = "Ids that the path names, and of what was made.") String resources,
      int status,
      @Schema(description = "Id of its trace.") @Nullable String request,
      @Schema(
              description =
                  "How often since the row before: refusals of one caller, or of one address that"
                      + " nobody knows, have a row a minute.")
          int times) {
    static AuditObject of(AuditEntry entry) {
      var who = entry.who();
      return new AuditObject(
          entry.id(),
          entry.at(),
          who == null ? null : who.owner(),
          who == null ? null : who.key(),
          entry.address(),
          entry.method(),
          entry.route(),
          entry.resources(),
          entry.status(),
          entry.request(),
          entry.times());
    }
  }

  @Operation(
      summary = "Get the audit log, newest first",
      description =
          "Every call of the tenant's that changes something, with what came of it, and every one"
              + " that was refused (401, 403, 429). Rows can't be changed or deleted.")
  @GetMapping
  PageObject<AuditObject> list(
      @Parameter(
              description =
                  "Calls of those whom nobody knows, in the place of the tenant's; needs operate.")
          @RequestParam(defaultValue = "false")
          boolean nobody,
      @Parameter(description = "1 to 200, 50 when left out.") @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String after) {
    int most = PageObject.limit(limit);
    Long before = id(after);
    var caller = access.caller();
    if (nobody && !caller.scopes().contains(AccessScope.OPERATE)) {
      throw ApiProblem.of(
          HttpStatus.FORBIDDEN, "scope-missing", "What nobody did needs the scope “operate”.");
    }
    var oneMore =
        nobody
            ? audit.ofNobody(before, most + 1)
            : audit.list(caller.principal().tenant(), before, most + 1);
    return PageObject.of(
        Page.of(oneMore, most, entry -> String.valueOf(entry.id())).map(AuditObject::of));
  }

  private static @Nullable Long id(@Nullable String after) {
    if (after == null || after.isBlank()) {
      return null;
    }
    if (!after.matches("\\d{1,18}")) {
      throw PageObject.afterInvalid();
    }
    return Long.valueOf(after);
  }
}
