package io.longshore.gateway.access;

import io.longshore.contracts.ApiKey;
import io.longshore.contracts.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

/**
 * What is kept of an API key.
 *
 * @param prefix its part in clear, and its name in the API
 * @param principal on whose behalf it acts
 * @param createdBy owner that made it
 * @param usedAt when it was used last, within a minute
 * @param session whether a login made it, for the browser that it happened in
 */
public record KeyRecord(
    String prefix,
    String name,
    Principal principal,
    Set<AccessScope> scopes,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant usedAt,
    boolean session) {
  public static final int NAME_CHARS_MAX = 100;
  public static final int GROUPS_MAX = 100;
  static final String ADMIN = "admin";

  public KeyRecord {
    scopes = Set.copyOf(scopes);
  }

  /** Whoever does everything of a tenant. */
  static Principal admin(int tenant) {
    return new Principal(tenant, ADMIN, List.of());
  }

  static KeyRecord wanted(ApiKey key, Principal principal, Wanted wanted, String by, Instant now) {
    return new KeyRecord(
        key.prefix(),
        wanted.name(),
        principal,
        wanted.scopes(),
        by,
        now,
        wanted.expiresAt(),
        null,
        null,
        false);
  }

  static KeyRecord session(ApiKey key, Caller of, Instant now, Duration lives) {
    String owner = of.principal().owner();
    return new KeyRecord(
        key.prefix(),
        "session of " + owner,
        of.principal(),
        of.scopes(),
        owner,
        now,
        now.plus(lives),
        null,
        null,
        true);
  }

  /** Of a key, an owner, a group, a tenant. */
  public static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= NAME_CHARS_MAX
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** What somebody uses who signed in counts as theirs, however often they do. */
  Caller caller() {
    return new Caller(principal, scopes, session ? null : prefix);
  }

  /**
   * What somebody asks a key to be.
   *
   * @param owner null for whoever asks
   * @param expiresAt null for never
   */
  public record Wanted(
      String name,
      @Nullable String owner,
      List<String> groups,
      Set<AccessScope> scopes,
      @Nullable Instant expiresAt) {
    public Wanted {
      groups = List.copyOf(groups);
      scopes = Set.copyOf(scopes);
    }

    static Wanted admin(Set<AccessScope> scopes) {
      return new Wanted(ADMIN, ADMIN, List.of(), scopes, null);
    }

    /**
     * Nothing happens when there may be such a key.
     *
     * @throws ErrorResponseException 400 with what is wrong
     */
    void check(Instant now) {
      if (!isName(name)) {
        throw AccessProblem.badRequest(
            "key-name-invalid", "A key's name has 1 to %d characters.".formatted(NAME_CHARS_MAX));
      }
      if (owner != null && !isName(owner)) {
        throw AccessProblem.badRequest(
            "key-owner-invalid", "A key's owner has 1 to %d characters.".formatted(NAME_CHARS_MAX));
      }
      if (scopes.isEmpty()) {
        throw AccessProblem.badRequest(
            "scopes-missing", "A key has at least one of the scopes read, write, manage, operate.");
      }
      if (groups.size() > GROUPS_MAX || !groups.stream().allMatch(KeyRecord::isName)) {
        throw AccessProblem.badRequest(
            "groups-invalid",
            "groups is an array of at most %d names of 1 to %d characters."
                .formatted(GROUPS_MAX, NAME_CHARS_MAX));
      }
      if (expiresAt != null && !expiresAt.isAfter(now)) {
        throw AccessProblem.badRequest("expiry-past", "expires_at must be later than now.");
      }
    }
  }

  /**
   * A key that was just made.
   *
   * @param secret the key; nobody can read it again
   */
  public record Made(KeyRecord key, String secret) {
    @Override
    public String toString() {
      return "Made[key=" + key + "]";
    }
  }
}
