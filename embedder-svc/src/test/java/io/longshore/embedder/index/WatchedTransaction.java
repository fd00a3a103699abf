package io.longshore.embedder.index;

import io.longshore.runtime.tenant.TenantTransaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts what is read of a tenant, and can be away for what is of no tenant. */
final class WatchedTransaction implements TenantTransaction {
  private final TenantTransaction plain;
  private final int tenant;
  int reads;
  boolean away;

  WatchedTransaction(TenantTransaction plain, int tenant) {
    this.plain = plain;
    this.tenant = tenant;
  }

  @Override
  public <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work) {
    return plain.call(tenant, work);
  }

  @Override
  public <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work) {
    reads += tenant == this.tenant ? 1 : 0;
    return plain.read(tenant, work);
  }

  @Override
  public <T extends @Nullable Object> T system(Function<JdbcClient, T> work) {
    if (away) {
      throw new DataAccessResourceFailureException("away");
    }
    return plain.system(work);
  }
}
