package io.longshore.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.gateway.Door;
import io.longshore.gateway.access.AccessScope;
import io.longshore.gateway.access.Caller;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What counting adds to a request, with the gateway's own pool of connections, beside a transaction
 * that reads nothing; {@code -Dfull -Dtest=CountingBenchmark}.
 */
@EnabledIfSystemProperty(named = "full", matches = ".*", disabledReason = "only with -Dfull")
class CountingBenchmark {
  private static final int ROUNDS = 2_000;
  private static final int WARM = 500;
  private static final int THREADS = 4;
  private static final int TENANT = 4711;

  @RegisterExtension static final Door DOOR = Door.with();

  private final Usage usage = DOOR.gateway().part(Usage.class);

  @Test
  void countingARequest() throws Exception {
    var transactions = DOOR.gateway().part(TenantTransaction.class);
    IntConsumer nothing =
        _ -> transactions.call(TENANT, jdbc -> jdbc.sql("select 1").query(Integer.class).single());
    IntConsumer counted = no -> enter(TENANT, no);
    IntConsumer ofManyTenants = no -> enter(TENANT + no % THREADS, no);
    measure("a transaction that reads nothing", nothing);
    measure("counted, without limits", counted);
    for (var subject : List.of(Subject.TENANT, Subject.ofKey("k0"), Subject.ofKey("k1"))) {
      usage.limit(TENANT, subject, _ -> new Limits(1_000_000L, 1_000_000L, 1_000_000L));
    }
    measure("counted, with limits", counted);
    measure("counted, of %d tenants".formatted(THREADS), ofManyTenants);
  }

  private void enter(int tenant, int no) {
    var principal = new Principal(tenant, "bench", List.of());
    var caller = new Caller(principal, Set.of(AccessScope.READ), "k" + no % THREADS);
    assertThat(usage.enter(caller, Quota.TOKENS, 0).spent()).isEmpty();
  }

  @SuppressWarnings("SystemOut")
  private static void measure(String what, IntConsumer once) throws Exception {
    IntStream.range(0, WARM).forEach(once);
    long[] nanos = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begun = System.nanoTime();
      once.accept(i);
      nanos[i] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    long begun = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var all =
          IntStream.range(0, THREADS)
              .<Callable<Boolean>>mapToObj(thread ->
                  () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                      once.accept(thread);
                    }
                    return true;
                  })
              .toList();
      for (var done : threads.invokeAll(all)) {
        done.get();
      }
    }
    double seconds = (System.nanoTime() - begun) / (double) TimeUnit.SECONDS.toNanos(1);
    System.out.printf(
        Locale.ROOT,
        "figure: %s: p50 %.2f ms, p95 %.2f ms; %d at once %.0f/s%n",
        what,
        nanos[ROUNDS / 2] / 1e6,
        nanos[ROUNDS * 95 / 100] / 1e6,
        THREADS,
        THREADS * ROUNDS / seconds);
  }
}
