package io.longshore.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.Tokens;
import io.longshore.gateway.MovedClock;
import io.longshore.gateway.Transactions;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Caller;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** On the real database, with a clock that the test moves. Every test has a tenant of its own. */
class UsageTest {
  private static final Limits FREE = new Limits(null, null, null);
  private static final Transactions DATABASE = Transactions.migrated();
  private static int tenants = 100;

  private final MovedClock clock = new MovedClock();
  private final int tenant = tenants++;
  private final Usage usage = gateway(null, null);

  @Test
  void aRequestAboveTheLimitIsRefusedUntilTheNextMinute() {
    usage.limit(tenant, Subject.ofKey("a"), requests -> new Limits(2L, null, null));
    clock.move(Duration.ofSeconds(20));
    assertThat(enter("a").spent()).isEmpty();
    assertThat(enter("a").spent()).isEmpty();
    var refused = enter("a").spent().orElseThrow();
    assertThat(refused.quota()).isEqualTo(Quota.REQUESTS);
    assertThat(refused.ofTenant()).isFalse();
    assertThat(UsageProblem.seconds(refused, clock.instant())).isEqualTo(40);
    assertThat(enter("b").spent()).as("another key").isEmpty();
    clock.move(Duration.ofSeconds(39));
    assertThat(enter("a").spent()).isPresent();
    clock.move(Duration.ofSeconds(1));
    assertThat(enter("a").spent()).isEmpty();
    assertThat(day(Subject.ofKey("a")))
        .isEqualTo(new UsedDay(usage.today(), Subject.ofKey("a"), 5, 2, 0, 0, 0));
    assertThat(day(Subject.TENANT).requests()).isEqualTo(6);
  }

  @Test
  void aTenantsLimitIsForAllItsKeysTogetherAndForNoOtherTenant() {
    usage.limit(tenant, Subject.TENANT, requests -> new Limits(2L, null, null));
    assertThat(enter("a").spent()).isEmpty();
    assertThat(enter("b").spent()).isEmpty();
    assertThat(enter("c").spent().orElseThrow().ofTenant()).isTrue();
    int other = tenants++;
    assertThat(usage.enter(caller(other, "a"), null, 0).spent()).isEmpty();
    assertThat(usage.limits(other, Subject.TENANT)).isEqualTo(FREE);
  }

  @Test
  void twoGatewaysLetInAsManyAsTheLimitSaysAndCountAll() throws Exception {
    var gateways = List.of(usage, gateway(null, null));
    usage.limit(tenant, Subject.TENANT, requests -> new Limits(50L, null, 1_000L));
    List<Callable<Boolean>> calls =
        IntStream.range(0, 120)
            .<Callable<Boolean>>mapToObj(no ->
                () ->
                    gateways
                        .get(no % 2)
                        .enter(caller(tenant, "k" + no % 3), null, 0)
                        .spent()
                        .isEmpty())
            .toList();
    assertThat(together(calls)).filteredOn(in -> in).hasSize(50);
    assertThat(day(Subject.TENANT).requests()).isEqualTo(120);
    assertThat(day(Subject.TENANT).refused()).isEqualTo(70);
    clock.move(Duration.ofMinutes(1));
    List<Callable<Boolean>> uploads =
        IntStream.range(0, 30)
            .<Callable<Boolean>>mapToObj(no ->
                () ->
                    gateways
                        .get(no % 2)
                        .enter(caller(tenant, "k" + no % 3), Quota.BYTES, 100)
                        .spent()
                        .isEmpty())
            .toList();
    assertThat(together(uploads)).filteredOn(in -> in).hasSize(10);
    assertThat(day(Subject.TENANT).bytes()).as("what was refused isn't").isEqualTo(1_000);
  }

  @Test
  void aRequestThatBeganInTheMinuteBeforeCountsOnTheOneThatHasBegun() {
    usage.limit(tenant, Subject.ofKey("a"), requests -> new Limits(2L, null, null));
    clock.move(Duration.ofMinutes(1));
    assertThat(enter("a").spent()).isEmpty();
    clock.move(Duration.ofSeconds(-1));
    assertThat(enter("a").spent()).isEmpty();
    assertThat(enter("a").spent()).isPresent();
    clock.move(Duration.ofSeconds(1));
    assertThat(enter("a").spent()).isPresent();
  }

  @Test
  void windowsBeginByTheClockOfTheDatabase() {
    var counted = new Usage(DATABASE, new UsageRepository(), new LimitProperties(null, null));
    DATABASE.run(
        tenant,
        jdbc -> {
          var now = UsageRepository.now(jdbc);
          var standing = counted.enter(caller(tenant, "a"), null, 0).standing();
          assertThat(standing.at()).isEqualTo(now);
          assertThat(standing.accounts())
              .extracting(Standing.Account::minute)
              .containsOnly(now.truncatedTo(ChronoUnit.MINUTES));
          var day = now.atOffset(ZoneOffset.UTC).toLocalDate();
          assertThat(counted.days(tenant, null, day, day, null, 9)).hasSize(2);
        });
  }

  @Test
  void whatRunsWhenTheTokensAreSpentIsFinishedAndTheNextIsRefused() {
    usage.limit(tenant, Subject.ofKey("a"), tokens -> new Limits(null, 100L, null));
    var first = QuestionId.random();
    var second = QuestionId.random();
    for (var answer : List.of(first, second)) {
      assertThat(spend("a").spent()).isEmpty();
      usage.asked(caller(tenant, "a"), answer);
    }
    usage.answered(tenant, first, new Tokens(90, 30));
    assertThat(spend("a").spent().orElseThrow().quota()).isEqualTo(Quota.TOKENS);
    assertThat(enter("a").spent()).as("what takes no tokens").isEmpty();
    usage.answered(tenant, second, new Tokens(5, 5));
    usage.answered(tenant, second, new Tokens(5, 5));
    usage.answered(tenant, QuestionId.random(), new Tokens(5, 5));
    assertThat(day(Subject.ofKey("a")))
        .as("each answer once, also the one that ended above the limit")
        .isEqualTo(new UsedDay(usage.today(), Subject.ofKey("a"), 4, 1, 95, 35, 0));
    clock.move(Duration.ofHours(14));
    assertThat(spend("a").spent()).as("the next day, in UTC").isEmpty();
  }

  @Test
  void anAnswerThatFailedTakesNothingAndVectorsTakeWhatTheyRead() {
    var answer = QuestionId.random();
    usage.asked(caller(tenant, null), answer);
    usage.answered(tenant, answer, null);
    usage.answered(tenant, answer, new Tokens(1, 1));
    usage.read(caller(tenant, null), 7);
    assertThat(days(null)).extracting(UsedDay::tokensRead).containsExactly(7L, 7L);
    assertThat(days(null)).extracting(UsedDay::tokensWritten).containsOnly(0L);
    assertThat(days(null).getLast().subject().owner()).isEqualTo("ishmael");
  }

  @Test
  void bytesAreCountedAsTheyAreSaidAndCorrectedWhenTheyCame() {
    usage.limit(tenant, Subject.ofKey("a"), bytes -> new Limits(null, null, 1_000L));
    var entered = usage.enter(caller(tenant, "a"), Quota.BYTES, 900);
    assertThat(entered.spent()).isEmpty();
    assertThat(usage.enter(caller(tenant, "a"), Quota.BYTES, 101).spent()).isPresent();
    usage.came(caller(tenant, "a"), entered.standing(), 800);
    assertThat(usage.enter(caller(tenant, "a"), Quota.BYTES, 200).spent()).isEmpty();
    assertThat(day(Subject.ofKey("a")).bytes()).isEqualTo(1_000);
    assertThat(usage.enter(caller(tenant, "a"), Quota.BYTES, 0).spent())
        .as("one that doesn't say how many")
        .isPresent();
  }

  @Test
  void whatIsNotSetIsWhatTheSettingsSay() {
    var strict = gateway(new Limits(1L, 5L, null), new Limits(null, null, 9L));
    usage.limit(tenant, Subject.ofKey("a"), requests -> new Limits(3L, null, null));
    assertThat(strict.enter(caller(tenant, "a"), null, 0).standing().accounts())
        .extracting(Standing.Account::limits)
        .containsExactly(new Limits(3L, 5L, null), new Limits(null, null, 9L));
    assertThat(strict.enter(caller(tenant, "b"), null, 0).spent()).isEmpty();
    assertThat(strict.enter(caller(tenant, "b"), null, 0).spent()).isPresent();
  }

  @Test
  void changesOfALimitAtOnceAreAllKept() throws Exception {
    var key = Subject.ofKey("a");
    Callable<Limits> change = () -> usage.limit(tenant, key, UsageTest::oneMore);
    together(Collections.nCopies(40, change));
    assertThat(usage.limits(tenant, key)).isEqualTo(new Limits(40L, null, null));
  }

  @Test
  void theNearerLimitIsTold() {
    usage.limit(tenant, Subject.TENANT, requests -> new Limits(4L, null, null));
    usage.limit(tenant, Subject.ofKey("a"), requests -> new Limits(3L, null, null));
    enter("b");
    enter("b");
    var meter = enter("a").standing().meter(Quota.REQUESTS).orElseThrow();
    assertThat(meter.limit()).isEqualTo(4);
    assertThat(meter.remaining()).isEqualTo(1);
    enter("a");
    assertThat(enter("a").standing().meter(Quota.REQUESTS).orElseThrow().remaining()).isZero();
  }

  @Test
  void daysComeNewestFirstPageByPageAndOfOneAlone() {
    enter("a");
    clock.move(Duration.ofDays(1));
    enter("a");
    enter("b");
    var all = days(null);
    assertThat(all)
        .extracting(used -> used.subject().name())
        .containsExactly("", "key:a", "key:b", "", "key:a");
    var place = new UsedDay.Place(all.get(1).day(), all.get(1).subject());
    assertThat(usage.days(tenant, null, usage.today().minusDays(9), usage.today(), place, 2))
        .isEqualTo(all.subList(2, 4));
    assertThat(days(Subject.ofKey("a"))).hasSize(2);
    assertThat(usage.days(tenant, null, usage.today(), usage.today(), null, 9)).hasSize(3);
    assertThat(usage.days(tenants++, null, usage.today(), usage.today(), null, 9)).isEmpty();
  }

  private static Limits oneMore(Limits before) {
    Long requests = before.requestsPerMinute();
    return new Limits(requests == null ? 1 : requests + 1, null, null);
  }

  private Usage gateway(@Nullable Limits key, @Nullable Limits ofTenant) {
    return new Usage(
        DATABASE, new UsageRepository(), new LimitProperties(key, ofTenant), clock::instant);
  }

  private Usage.Entered enter(String key) {
    return usage.enter(caller(tenant, key), null, 0);
  }

  private Usage.Entered spend(String key) {
    return usage.enter(caller(tenant, key), Quota.TOKENS, 0);
  }

  private UsedDay day(Subject subject) {
    return days(subject).getFirst();
  }

  private List<UsedDay> days(@Nullable Subject subject) {
    return usage.days(tenant, subject, usage.today().minusDays(9), usage.today(), null, 99);
  }

  private static Caller caller(int tenant, @Nullable String key) {
    return new Caller(new Principal(tenant, "ishmael", List.of()), Set.of(AccessScope.READ), key);
  }

  private static <T> List<T> together(List<Callable<T>> calls)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
