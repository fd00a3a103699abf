package io.longshore.runtime.tenant;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

final class JdbcTenantTransaction implements TenantTransaction {
  private final TransactionOperations transactions;
  private final JdbcClient jdbc;

  JdbcTenantTransaction(TransactionOperations transactions, JdbcClient jdbc) {
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  @Override
  public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
    return within(new Work(tenant, false, null), work);
  }

  @Override
  public void run(int tenant, Duration statement, Consumer<JdbcClient> work) {
    within(
        new Work(tenant, false, statement),
        jdbc -> {
          work.accept(jdbc);
          return true;
        });
  }

  @Override
  public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
    return within(new Work(tenant, true, null), work);
  }

  @Override
  public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
    return within(new Work(null, false, null), work);
  }

  private <T extends @Nullable Object> T within(Work wanted, Function<JdbcClient, T> work) {
    if (Work.CURRENT.isBound()) {
      Work outer = Work.CURRENT.get();
      if (!wanted.fitsInto(outer)) {
        throw new IllegalStateException("%s inside of %s".formatted(wanted, outer));
      }
      return work.apply(jdbc);
    }
    return ScopedValue.where(Work.CURRENT, wanted)
        .<T, RuntimeException>call(() -> transactions.execute(status -> work.apply(jdbc)));
  }
}
