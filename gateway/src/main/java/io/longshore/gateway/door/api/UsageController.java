package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.gateway.access.Access;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Needs;
import io.longshore.gateway.library.Page;
import io.longshore.gateway.usage.Subject;
import io.longshore.gateway.usage.Usage;
import io.longshore.gateway.usage.UsedDay;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Usage", description = "What was used, by day.")
@RestController
@Needs(AccessScope.READ)
@RequestMapping("/api/v1/usage")
final class UsageController {
  private static final int DAYS = 30;
  private static final int DAYS_MAX = 366;
  private static final int YEAR_MIN = 1970;
  private static final int YEAR_MAX = 9999;

  private final Access access;
  private final Usage usage;

  UsageController(Access access, Usage usage) {
    this.access = access;
    this.usage = usage;
  }

  @Schema(name = "UsedDay")
  record UsedDayObject(
      @Schema(description = "In UTC.") LocalDate day,
      @Schema(description = "Prefix of a key; null for an owner without one, and the tenant.")
          @Nullable String key,
      @Schema(description = "Who showed no key; null for a key, and for the tenant as a whole.")
          @Nullable String owner,
      @Schema(description = "With those that were refused.") long requests,
      @Schema(description = "By a limit.") long refused,
      @Schema(
              description =
                  "That models read for answers and vectors, as far as their servers say it; not"
                      + " for searches and documents handed in.")
          @JsonProperty("tokens_read")
          long tokensRead,
      @JsonProperty("tokens_written") long tokensWritten,
      @Schema(description = "Handed in.") long bytes) {
    static UsedDayObject of(UsedDay used) {
      return new UsedDayObject(
          used.day(),
          used.subject().key(),
          used.subject().owner(),
          used.requests(),
          used.refused(),
          used.tokensRead(),
          used.tokensWritten(),
          used.bytes());
    }
  }

  @Operation(
      summary = "Get what was used, by day, newest first",
      description =
          "Yours. With the scope manage that of all: of the tenant as a whole, then of each key and of"
              + " each owner who showed none.")
  @GetMapping
  PageObject<UsedDayObject> get(
      @Parameter(description = "30 days before `to` when left out.", example = "2026-11-01")
          @RequestParam(required = false)
          @Nullable String from,
      @Parameter(description = "Today when left out.") @RequestParam(required = false)
          @Nullable String to,
      @Parameter(description = "Only of this key; needs the scope manage.")
          @RequestParam(required = false)
          @Nullable String key,
      @Parameter(description = "1 to 200, 50 when left out.") @RequestParam(required = false)
          @Nullable Integer limit,
      @Parameter(description = "`next` of the page before.") @RequestParam(required = false)
          @Nullable String after) {
    LocalDate last = day("to", to, usage.today());
    LocalDate first = day("from", from, last.minusDays(DAYS - 1));
    if (first.isAfter(last) || first.isBefore(last.minusDays(DAYS_MAX - 1))) {
      throw ApiProblem.badRequest(
          "days-invalid", "from comes before to, at most %d days.".formatted(DAYS_MAX));
    }
    int most = PageObject.limit(limit);
    int tenant = access.principal().tenant();
    var oneMore = usage.days(tenant, subject(key), first, last, place(after), most + 1);
    return PageObject.of(Page.of(oneMore, most, UsageController::place).map(UsedDayObject::of));
  }

  private @Nullable Subject subject(@Nullable String key) {
    var caller = access.caller();
    boolean manages = caller.scopes().contains(AccessScope.MANAGE);
    if (!manages && key != null && !key.equals(caller.key())) {
      throw ApiProblem.of(
          HttpStatus.FORBIDDEN, "scope-missing", "Another key's use needs the scope “manage”.");
    }
    if (key != null && !Ids.isKey(key)) {
      throw ApiProblem.badRequest(
          "key-invalid", "key is the part of a key in clear, such as Zk3xQ0bP.");
    }
    if (key != null) {
      return Subject.ofKey(key);
    }
    return manages ? null : Subject.of(caller);
  }

  private static LocalDate day(String name, @Nullable String given, LocalDate otherwise) {
    if (given == null || given.isBlank()) {
      return otherwise;
    }
    return day(given.strip())
        .orElseThrow(() ->
            ApiProblem.badRequest(
                "day-invalid",
                "%s is a day such as 2026-11-29, from %d to %d."
                    .formatted(name, YEAR_MIN, YEAR_MAX)));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(day -> day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String place(UsedDay last) {
    return last.day() + " " + last.subject().name();
  }

  private static UsedDay.@Nullable Place place(@Nullable String after) {
    if (after == null || after.isBlank()) {
      return null;
    }
    int cut = after.indexOf(' ');
    String subject = after.substring(cut + 1);
    if (subject.chars().anyMatch(Character::isISOControl)) {
      throw PageObject.afterInvalid();
    }
    return day(after.substring(0, Math.max(0, cut)))
        .map(day -> new UsedDay.Place(day, new Subject(subject)))
        .orElseThrow(PageObject::afterInvalid);
  }
}
