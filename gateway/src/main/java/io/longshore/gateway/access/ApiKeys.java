package io.longshore.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.longshore.contracts.ApiKey;
import io.longshore.contracts.Principal;
import io.longshore.gateway.access.ApiKeyRepository.Row;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** API keys: made, shown once, looked up, revoked. */
@Component
public final class ApiKeys {
  /** A key that was revoked on another gateway lives for so long on this one. */
  static final Duration REMEMBERED = Duration.ofSeconds(5);

  public static final int NAME_CHARS_MAX = 100;
  public static final int GROUPS_MAX = 100;
  private static final int REMEMBERED_MAX = 10_000;
  private static final Duration USE_NOTED = Duration.ofMinutes(1);

  private final ApiKeyRepository rows;
  private final Clock clock;
  private final Cache<String, Optional<Row>> remembered;

  ApiKeys(ApiKeyRepository rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(REMEMBERED_MAX).build();
  }

  /**
   * Whose key it is.
   *
   * @throws ErrorResponseException 401 when it is nobody's (any more)
   */
  public Caller caller(String text) {
    ApiKey shown =
        ApiKey.parse(text)
            .orElseThrow(() ->
                AccessProblem.unauthenticated(
                    "key-malformed", "This is no key: a character is wrong or missing."));
    Optional<Row> row = remembered.get(shown.prefix(), rows::find);
    KeyRecord key =
        Objects.requireNonNull(row)
            .filter(found -> MessageDigest.isEqual(found.hash(), shown.hash()))
            .map(Row::key)
            .orElseThrow(
                () -> AccessProblem.unauthenticated("key-unknown", "There is no such key."));
    Instant now = clock.instant();
    if (key.revokedAt() != null) {
      throw AccessProblem.unauthenticated("key-revoked", "This key was revoked: use another one.");
    }
    if (key.expiresAt() != null && !key.expiresAt().isAfter(now)) {
      throw AccessProblem.unauthenticated(
          "key-expired", "This key expired at %s: use another one.".formatted(key.expiresAt()));
    }
    if (key.usedAt() == null || key.usedAt().plus(USE_NOTED).isBefore(now)) {
      rows.used(key.prefix(), now);
      remembered.invalidate(key.prefix());
    }
    return key.caller();
  }

  /** A key of the caller's tenant, with nothing that the caller may not do. */
  public KeyRecord.Made create(Caller by, KeyRecord.Wanted wanted) {
    wanted.scopes().stream()
        .filter(scope -> !by.has(scope))
        .findFirst()
        .ifPresent(scope -> {
          throw AccessProblem.forbidden(
              "scope-not-yours",
              "A key can't have the scope “%s”, which yours has not.".formatted(scope.label()));
        });
    String owner = wanted.owner() == null ? by.principal().owner() : wanted.owner();
    return make(
        new Principal(by.principal().tenant(), owner, wanted.groups()),
        wanted,
        by.principal().owner());
  }

  /** A key for anybody; who asks was looked at before. */
  KeyRecord.Made make(Principal principal, KeyRecord.Wanted wanted, String by) {
    check(wanted);
    while (true) {
      ApiKey key = ApiKey.random();
      KeyRecord said = said(key, principal, wanted, by);
      if (rows.insert(key, said)) {
        return new KeyRecord.Made(said, key.text());
      }
    }
  }

  KeyRecord said(ApiKey key, Principal principal, KeyRecord.Wanted wanted, String by) {
    return new KeyRecord(
        key.prefix(),
        wanted.name(),
        principal,
        wanted.scopes(),
        by,
        clock.instant(),
        wanted.expiresAt(),
        null,
        null);
  }

  /** Newest first. */
  public List<KeyRecord> list(Caller by, @Nullable String after, int limit) {
    return rows.ofTenant(by.principal().tenant(), after, limit);
  }

  /** One of the tenant's, revoked or not. */
  public KeyRecord get(Caller by, String prefix) {
    return rows.find(prefix)
        .map(Row::key)
        .filter(key -> key.principal().tenant() == by.principal().tenant())
        .orElseThrow(() -> noKey(prefix));
  }

  /** From now on it is nobody's. */
  public KeyRecord revoke(Caller by, String prefix) {
    KeyRecord key =
        rows.revoke(by.principal().tenant(), prefix, clock.instant())
            .orElseThrow(() -> noKey(prefix));
    remembered.invalidate(prefix);
    return key;
  }

  private static AccessProblem noKey(String prefix) {
    return AccessProblem.notFound("key-not-found", "There is no key %s.".formatted(prefix));
  }

  /** Of a key, an owner, a group, a tenant. */
  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= NAME_CHARS_MAX
        && text.chars().noneMatch(Character::isISOControl);
  }

  private void check(KeyRecord.Wanted wanted) {
    if (!isName(wanted.name())) {
      throw AccessProblem.badRequest(
          "key-name-invalid", "A key's name has 1 to %d characters.".formatted(NAME_CHARS_MAX));
    }
    if (wanted.owner() != null && !isName(wanted.owner())) {
      throw AccessProblem.badRequest(
          "key-owner-invalid", "A key's owner has 1 to %d characters.".formatted(NAME_CHARS_MAX));
    }
    if (wanted.scopes().isEmpty()) {
      throw AccessProblem.badRequest(
          "scopes-missing", "A key has at least one of the scopes read, write, manage, operate.");
    }
    if (wanted.groups().size() > GROUPS_MAX
        || !wanted.groups().stream().allMatch(ApiKeys::isName)) {
      throw AccessProblem.badRequest(
          "groups-invalid",
          "groups is an array of at most %d names of 1 to %d characters."
              .formatted(GROUPS_MAX, NAME_CHARS_MAX));
    }
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(clock.instant())) {
      throw AccessProblem.badRequest("expiry-past", "expires_at must be later than now.");
    }
  }
}
