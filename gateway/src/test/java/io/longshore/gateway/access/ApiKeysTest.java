package io.longshore.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.longshore.contracts.ApiKey;
import io.longshore.contracts.Principal;
import io.longshore.gateway.MovedClock;
import io.longshore.gateway.Transactions;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.ErrorResponseException;

/** Keys and tenants on a real database. */
@ExtendWith(OutputCaptureExtension.class)
class ApiKeysTest {
  private static final Transactions DATABASE = Transactions.migrated();
  private static final Caller OPERATOR = Caller.local(1);

  private final ApiKeyRepository rows = new ApiKeyRepository(DATABASE);
  private final ApiKeys keys = new ApiKeys(rows, Clock.systemUTC(), 4);
  private final Tenants tenants =
      new Tenants(DATABASE, keys, rows, new AccessProperties(true, 1, null), Clock.systemUTC());

  @Test
  void aNumberThatIsInUseIsGivenToNobodyElse() {
    int next = tenants.create(OPERATOR, "before").tenant().id() + 1;
    tenants.keep(next);
    tenants.keep(next);
    assertThat(tenants.create(OPERATOR, "after").tenant().id()).isEqualTo(next + 1);
    int later = next + 5;
    tenants.create(OPERATOR, "tenant " + later);
    tenants.keep(later);
    assertThat(tenants.get(later).name()).isNotEqualTo("tenant " + later);
  }

  @Test
  void aTenantThatWasNamedByDigitsOnceIsNotTheOneOfThatNumber() {
    var made = tenants.create(OPERATOR, "of a number").tenant();
    String name = String.valueOf(made.id());
    assertThat(tenants.find(name)).contains(made);
    int other = tenants.create(OPERATOR, "of that name").tenant().id();
    DATABASE.asOwner("update library.tenant set name = '%s' where id = %d".formatted(name, other));
    assertThat(tenants.find(name).orElseThrow().id()).isEqualTo(other);
  }

  @Test
  void aKeyOfWhomAnIssuerNamesIsTheirOwnAlone() {
    var ahab = new Caller(new Principal(1, "acme:ahab", List.of()), OPERATOR.scopes(), null);
    var wanted =
        new KeyRecord.Wanted("a", "acme:ahab", List.of(), EnumSet.of(AccessScope.READ), null);
    assertThat(keys.create(ahab, wanted).key().principal().owner()).isEqualTo("acme:ahab");
    assertThatThrownBy(() -> keys.create(OPERATOR, wanted)).hasMessageContaining("colon");
  }

  @Test
  void aTenantIsMadeWithItsKeyOrNotAtAll() {
    DATABASE.asOwner(
        "alter table library.api_key add constraint broken check (name <> 'admin') not valid");
    try {
      assertThatThrownBy(() -> tenants.create(OPERATOR, "half"))
          .isInstanceOf(DataAccessException.class);
    } finally {
      DATABASE.asOwner("alter table library.api_key drop constraint broken");
    }
    assertThat(tenants.list()).extracting(Tenants.Tenant::name).doesNotContain("half");
    assertThat(tenants.create(OPERATOR, "half").key().secret()).isNotEmpty();
  }

  @Test
  void whatIsRevokedOnOneGatewayIsRefusedOnAnotherWhenThatHasForgottenIt() {
    var now = new AtomicLong();
    var other = new ApiKeys(rows, Clock.systemUTC(), 4, now::get);
    var made = made();
    var theirs = tenants.create(OPERATOR, "leaves");
    assertThat(other.caller(made.secret()).key()).isEqualTo(made.key().prefix());
    other.caller(theirs.key().secret());
    keys.revoke(OPERATOR, made.key().prefix());
    tenants.delete(OPERATOR, theirs.tenant().id());
    for (String secret : List.of(made.secret(), theirs.key().secret())) {
      ApiKey key = ApiKey.parse(secret).orElseThrow();
      assertThat(refused(keys, key)).isEqualTo(HttpStatus.UNAUTHORIZED);
      other.caller(secret); // a moment later it is still known there
    }
    now.addAndGet(ApiKeys.REMEMBERED.toNanos());
    for (String secret : List.of(made.secret(), theirs.key().secret())) {
      assertThat(refused(other, ApiKey.parse(secret).orElseThrow()))
          .isEqualTo(HttpStatus.UNAUTHORIZED);
    }
  }

  @Test
  void noGatewayHasATenantThatWasDeleted() {
    int id = tenants.create(OPERATOR, "gone").tenant().id();
    tenants.delete(OPERATOR, id);
    assertThat(tenants.find("gone")).as("nor has a token").isEmpty();
    assertThatThrownBy(() -> tenants.keep(id)).hasMessageContaining("longshore.access.tenant");
    tenants.erased(id);
    assertThatThrownBy(() -> tenants.keep(id)).hasMessageContaining("longshore.access.tenant");
    assertThat(tenants.create(OPERATOR, "gone").tenant().id()).isGreaterThan(id);
  }

  @Test
  void aSessionIsItsOwnersAndIsForgottenOnceItIsOver() {
    var clock = new MovedClock();
    var there = new ApiKeys(rows, clock, 4);
    Caller ahab = new Caller(made().key().principal(), EnumSet.of(AccessScope.READ), null);
    var first = there.begin(ahab, Duration.ofHours(8), 9);
    assertThat(there.caller(first.secret())).isEqualTo(ahab);
    clock.move(Duration.ofHours(8));
    var refused =
        catchThrowableOfType(ErrorResponseException.class, () -> there.caller(first.secret()));
    assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.UNAUTHORIZED);
    clock.move(Duration.ofSeconds(1));
    var second = there.begin(ahab, Duration.ofHours(8), 9);
    assertThat(rows.find(first.key().prefix())).isEmpty();
    there.end(second.secret().replaceFirst(".$", "x"));
    assertThat(there.caller(second.secret())).isEqualTo(ahab);
    there.end(second.secret());
    assertThat(rows.find(second.key().prefix()).orElseThrow().key().revokedAt()).isNotNull();
  }

  @Test
  void ofTooManySessionsOfOneOwnerThoseThatAreOverGoFirstThenTheOldest() {
    var clock = new MovedClock();
    var there = new ApiKeys(rows, clock, 4);
    var ahab = new Caller(new Principal(1, "acme:many", List.of()), OPERATOR.scopes(), null);
    var other = new Caller(new Principal(1, "acme:other", List.of()), OPERATOR.scopes(), null);
    var others = begun(there, other, clock);
    var first = begun(there, ahab, clock);
    var second = begun(there, ahab, clock);
    var third = begun(there, ahab, clock);
    there.end(third.secret());
    var fourth = begun(there, ahab, clock);
    assertThat(rows.find(third.key().prefix())).as("it was over").isEmpty();
    assertThat(there.caller(first.secret())).isEqualTo(ahab);
    begun(there, ahab, clock);
    assertThat(refused(there, ApiKey.parse(first.secret()).orElseThrow()))
        .as("at once, here")
        .isEqualTo(HttpStatus.UNAUTHORIZED);
    for (var left : List.of(second, fourth)) {
      assertThat(there.caller(left.secret())).isEqualTo(ahab);
    }
    assertThat(there.caller(others.secret())).isEqualTo(other);
  }

  private static KeyRecord.Made begun(ApiKeys keys, Caller of, MovedClock clock) {
    clock.move(Duration.ofSeconds(1));
    return keys.begin(of, Duration.ofHours(8), 3);
  }

  @Test
  void aScopeThatNobodyKnowsHereIsNone() {
    var made = made();
    DATABASE.asOwner(
        "update library.api_key set scopes = '{READ,PAINT}' where prefix = '%s'"
            .formatted(made.key().prefix()));
    assertThat(keys.caller(made.secret()).scopes()).containsExactly(AccessScope.READ);
  }

  @Test
  void thatAnUseCannotBeNotedHoldsNobodyUp(CapturedOutput output) {
    var made = made();
    String broken = "broken_" + made.key().prefix();
    DATABASE.asOwner(
        "alter table library.api_key add constraint \"%s\" check (prefix <> '%s' or used_at is null)"
            .formatted(broken, made.key().prefix()));
    assertThat(keys.caller(made.secret()).key()).isEqualTo(made.key().prefix());
    assertThat(output).contains("use of a key not noted");
    DATABASE.asOwner("alter table library.api_key drop constraint \"%s\"".formatted(broken));
    keys.caller(made.secret());
    assertThat(usedAt(made)).as("once a minute").isNull();
    new ApiKeys(rows, Clock.systemUTC(), 4).caller(made.secret());
    assertThat(usedAt(made)).isNotNull();
  }

  @Test
  void anUseThatAnotherGatewayNotedIsNotNotedAgain() {
    var made = made();
    Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    rows.used(made.key().prefix(), first, first.minusSeconds(60));
    rows.used(made.key().prefix(), first.plusSeconds(30), first.minusSeconds(30));
    assertThat(usedAt(made)).isEqualTo(first);
    rows.used(made.key().prefix(), first.plusSeconds(61), first.plusSeconds(1));
    assertThat(usedAt(made)).isEqualTo(first.plusSeconds(61));
  }

  @Test
  void whoGuessesWaitsForOthersWhoGuessAndAKnownKeyForNobody() {
    var made = made();
    var held = new Held();
    var slow = new ApiKeys(new ApiKeyRepository(held), Clock.systemUTC(), 4);
    slow.caller(made.secret());
    held.hold = true;
    var guesses =
        Stream.generate(() ->
                CompletableFuture.runAsync(
                    () -> refused(slow, ApiKey.random()), Thread::startVirtualThread))
            .limit(2)
            .toList();
    held.await();
    assertThat(refused(slow, ApiKey.random())).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    assertThat(slow.caller(made.secret()).key()).isEqualTo(made.key().prefix());
    held.go.countDown();
    guesses.forEach(CompletableFuture::join);
    assertThat(refused(slow, ApiKey.random())).isEqualTo(HttpStatus.UNAUTHORIZED);
  }

  @Test
  void theSameGuessIsLookedUpOnce() {
    var held = new Held();
    held.hold = true;
    held.go.countDown();
    var guessed = new ApiKeys(new ApiKeyRepository(held), Clock.systemUTC(), 4);
    var key = ApiKey.random();
    refused(guessed, key);
    refused(guessed, key);
    assertThat(held.came.getCount()).as("of two").isOne();
  }

  @Test
  void anAdminKeyThatLetsNobodyInIsSaidToBe(CapturedOutput output) {
    ApiKey given = ApiKey.random();
    tenants.keep(3);
    first(given, 3);
    assertThat(keys.caller(given.text()).principal().tenant()).isEqualTo(3);
    first(given, 3);
    assertThat(output).doesNotContain("not let in");
    keys.revoke(Caller.local(3), given.prefix());
    first(given, 3);
    assertThat(output).contains("longshore.access.admin-key was revoked and is not let in");
    DATABASE.asOwner(
        "update library.api_key set hash = '\\x00' where prefix = '%s'".formatted(given.prefix()));
    first(given, 3);
    assertThat(output).contains("another key has the prefix of longshore.access.admin-key");
    assertThat(output).doesNotContain(given.text());
  }

  private void first(ApiKey given, int tenant) {
    new FirstKey(
            new AccessProperties(false, tenant, given.text()), tenants, rows, Clock.systemUTC())
        .afterSingletonsInstantiated();
  }

  private KeyRecord.Made made() {
    return keys.create(OPERATOR, KeyRecord.Wanted.admin(EnumSet.of(AccessScope.READ)));
  }

  private @Nullable Instant usedAt(KeyRecord.Made made) {
    return rows.find(made.key().prefix()).orElseThrow().key().usedAt();
  }

  private static HttpStatus refused(ApiKeys keys, ApiKey key) {
    var refused = catchThrowableOfType(ErrorResponseException.class, () -> keys.caller(key.text()));
    return HttpStatus.valueOf(refused.getStatusCode().value());
  }

  /** Looks up when it is told to. */
  private static final class Held implements TenantTransaction {
    final CountDownLatch came = new CountDownLatch(2);
    final CountDownLatch go = new CountDownLatch(1);
    volatile boolean hold;

    void await() {
      awaited(came);
    }

    private static void awaited(CountDownLatch latch) {
      try {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
      if (hold) {
        came.countDown();
        awaited(go);
      }
      return DATABASE.system(work);
    }

    @Override
    public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
      return DATABASE.call(tenant, work);
    }

    @Override
    public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
      return DATABASE.read(tenant, work);
    }
  }
}
