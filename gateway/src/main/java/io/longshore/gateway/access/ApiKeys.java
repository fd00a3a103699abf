package io.longshore.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.longshore.contracts.ApiKey;
import io.longshore.contracts.Principal;
import io.longshore.gateway.access.ApiKeyRepository.Row;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponseException;

/** API keys: made, shown once, looked up, revoked. */
@Component
public final class ApiKeys {
  /** A key that was revoked on another gateway lives for so long on this one. */
  static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int REMEMBERED_MAX = 10_000;
  private static final Duration USE_NOTED = Duration.ofMinutes(1);
  private static final Duration LOOK_WITHIN = Duration.ofSeconds(1);
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);

  private final ApiKeyRepository rows;
  private final Clock clock;
  private final Cache<String, Row> remembered;

  /** Guesses, kept apart: they push no key out. */
  private final Cache<String, Boolean> missed;

  private final Cache<String, Boolean> noted;
  private final Bulkhead looking;

  /**
   * @param connections to the database, of which half look for keys at most
   */
  @Autowired
  ApiKeys(
      ApiKeyRepository rows,
      Clock clock,
      @Value("${longshore.database.connections:4}") int connections) {
    this(rows, clock, connections, Ticker.systemTicker());
  }

  /**
   * @param ticker by which is forgotten what was looked up: unlike a clock it doesn't go back
   */
  ApiKeys(ApiKeyRepository rows, Clock clock, int connections, Ticker ticker) {
    this.rows = rows;
    this.clock = clock;
    this.looking =
        Bulkhead.of(
            "keys",
            BulkheadConfig.custom()
                .maxConcurrentCalls(Math.max(1, connections / 2))
                .maxWaitDuration(LOOK_WITHIN)
                .build());
    this.remembered = cache(REMEMBERED, ticker);
    this.missed = cache(REMEMBERED, ticker);
    this.noted = cache(USE_NOTED, ticker);
  }

  private static <T> Cache<String, T> cache(Duration lives, Ticker ticker) {
    return Caffeine.newBuilder()
        .expireAfterWrite(lives)
        .maximumSize(REMEMBERED_MAX)
        .ticker(ticker)
        .build();
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
    KeyRecord key =
        find(shown.prefix())
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
    note(key, now);
    return key.caller();
  }

  /** A key's row. Who isn't remembered waits for others who aren't, not for a connection. */
  private Optional<Row> find(String prefix) {
    Optional<Row> known = known(prefix);
    if (known.isPresent() || missed.getIfPresent(prefix) != null) {
      return known;
    }
    try { // somebody may have looked meanwhile
      return looking.executeSupplier(() -> known(prefix).or(() -> look(prefix)));
    } catch (BulkheadFullException | AcquirePermissionCancelledException e) {
      throw AccessProblem.busy();
    }
  }

  private Optional<Row> known(String prefix) {
    return Optional.ofNullable(remembered.getIfPresent(prefix));
  }

  private Optional<Row> look(String prefix) {
    Optional<Row> row = rows.find(prefix);
    row.ifPresentOrElse(
        found -> remembered.asMap().putIfAbsent(prefix, found), () -> missed.put(prefix, true));
    return row;
  }

  /** One caller a minute writes it down; that it can't is no reason to refuse it. */
  private void note(KeyRecord key, Instant now) {
    Instant before = now.minus(USE_NOTED);
    if ((key.usedAt() == null || key.usedAt().isBefore(before))
        && noted.asMap().putIfAbsent(key.prefix(), true) == null) {
      try {
        rows.used(key.prefix(), now, before);
      } catch (DataAccessException | TransactionException e) {
        log.warn("use of a key not noted key={}: {}", key.prefix(), e.toString());
      }
    }
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
    String mine = by.principal().owner();
    String owner = wanted.owner() == null ? mine : wanted.owner();
    if (owner.contains(":") && !owner.equals(mine)) { // by its name, whatever it is called
      throw AccessProblem.forbidden(
          "owner-not-yours",
          "A key can't have the owner “%s”: one with a colon is an issuer's to name."
              .formatted(owner));
    }
    return make(new Principal(by.principal().tenant(), owner, wanted.groups()), wanted, mine);
  }

  /** A key for anybody; who asks was looked at before. */
  KeyRecord.Made make(Principal principal, KeyRecord.Wanted wanted, String by) {
    wanted.check(clock.instant());
    return make(key -> KeyRecord.wanted(key, principal, wanted, by, clock.instant()));
  }

  /**
   * A key for the browser of somebody who has signed in; those that are over go.
   *
   * @param most that they may have at once; the oldest go
   */
  public KeyRecord.Made begin(Caller of, Duration lives, int most) {
    Instant now = clock.instant();
    rows.forgetSessions(now);
    var made = make(key -> KeyRecord.session(key, of, now, lives));
    rows.keepSessions(of.principal(), most).forEach(this::forget);
    return made;
  }

  private void forget(String prefix) {
    missed.put(prefix, true);
    remembered.invalidate(prefix);
  }

  private KeyRecord.Made make(Function<ApiKey, KeyRecord> about) {
    while (true) {
      ApiKey key = ApiKey.random();
      KeyRecord said = about.apply(key);
      if (rows.insert(key, said)) {
        return new KeyRecord.Made(said, key.text());
      }
    }
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

  /**
   * One that the caller may revoke or limit.
   *
   * @throws ErrorResponseException 403 when it may do what the caller may not
   */
  public KeyRecord changeable(Caller by, String prefix) {
    KeyRecord key = get(by, prefix);
    key.scopes().stream()
        .filter(scope -> !by.has(scope))
        .sorted()
        .findFirst()
        .ifPresent(scope -> {
          throw AccessProblem.forbidden(
              "key-not-yours",
              "The key %s has the scope “%s”, which yours has not."
                  .formatted(prefix, scope.label()));
        });
    return key;
  }

  /** From now on it is nobody's. */
  public KeyRecord revoke(Caller by, String prefix) {
    return revoked(changeable(by, prefix)).map(Row::key).orElseThrow(() -> noKey(prefix));
  }

  /** Ends what {@link #begin} began, also when it is gone; every other key stays as it is. */
  public void end(String text) {
    ApiKey.parse(text)
        .flatMap(shown ->
            find(shown.prefix()).filter(row -> MessageDigest.isEqual(row.hash(), shown.hash())))
        .map(Row::key)
        .filter(KeyRecord::session)
        .ifPresent(this::revoked);
  }

  private Optional<Row> revoked(KeyRecord key) {
    Optional<Row> row = rows.revoke(key.principal().tenant(), key.prefix(), clock.instant());
    row.ifPresent(found -> remembered.put(key.prefix(), found)); // no look-up brings it back
    return row;
  }

  /** From now on all of a tenant are nobody's. */
  void revokeAll(int tenant) {
    rows.revokeAll(tenant, clock.instant()).forEach(row -> remembered.put(row.key().prefix(), row));
  }

  private static AccessProblem noKey(String prefix) {
    return AccessProblem.notFound("key-not-found", "There is no key %s.".formatted(prefix));
  }
}
