package io.longshore.runtime.tenant;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.longshore.runtime.guard.Guards;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * breaker(bulkhead(transaction)); the time limits are the database's own, of connections and
 * statements. Nothing is tried again here: work may have effects beside its rows.
 */
final class GuardedTenantTransaction implements TenantTransaction {
  /** Of the breaker and the bulkhead. */
  static final String NAME = "database";

  private static final int WINDOW = 10;
  private static final int ENOUGH_CALLS = 4;
  private static final int PROBES = 2;

  /** A statement that was stopped at its bound: the database works. */
  private static final String QUERY_CANCELED = "57014";

  private final TenantTransaction plain;
  private final CircuitBreaker breaker;
  private final Bulkhead bulkhead;

  GuardedTenantTransaction(TenantTransaction plain, Guards guards, DatabaseProperties properties) {
    this.plain = plain;
    bulkhead =
        guards
            .bulkheads()
            .bulkhead(
                NAME,
                BulkheadConfig.custom()
                    .maxConcurrentCalls(properties.connections())
                    .maxWaitDuration(properties.connectionTimeout())
                    .build());
    breaker =
        guards
            .breakers()
            .circuitBreaker(
                NAME,
                Guards.faults()
                    .slidingWindowSize(WINDOW)
                    .minimumNumberOfCalls(ENOUGH_CALLS)
                    .permittedNumberOfCallsInHalfOpenState(PROBES)
                    .waitDurationInOpenState(properties.openFor())
                    .recordException(GuardedTenantTransaction::isFault)
                    .ignoreExceptions(BulkheadFullException.class)
                    .build());
  }

  /** Such as {@code CLOSED}, {@code OPEN}. */
  String state() {
    return breaker.getState().name();
  }

  @Override
  public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
    return guarded(() -> plain.call(tenant, work));
  }

  @Override
  public void run(int tenant, Duration statement, Consumer<JdbcClient> work) {
    guarded(() -> {
      plain.run(tenant, statement, work);
      return true;
    });
  }

  @Override
  public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
    return guarded(() -> plain.read(tenant, work));
  }

  @Override
  public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
    return guarded(() -> plain.system(work));
  }

  /** A call inside a call has its connection already. */
  private <T extends @Nullable Object> T guarded(Supplier<T> call) {
    if (Work.CURRENT.isBound()) {
      return call.get();
    }
    try {
      return breaker.executeSupplier(() -> bulkhead.executeSupplier(call));
    } catch (CallNotPermittedException e) {
      throw new DatabaseUnavailable("The database failed too often: it is left alone", e);
    } catch (BulkheadFullException e) {
      throw new DatabaseUnavailable("All connections to the database are busy", e);
    }
  }

  /** What speaks against the database; what speaks against a statement does not. */
  private static boolean isFault(Throwable failure) {
    return (failure instanceof CannotCreateTransactionException
            || failure instanceof DataAccessResourceFailureException
            || failure instanceof TransactionSystemException)
        && !(failure.getCause() instanceof SQLException sql
            && QUERY_CANCELED.equals(sql.getSQLState()));
  }
}
