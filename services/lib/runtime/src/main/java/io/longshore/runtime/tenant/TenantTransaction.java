package io.longshore.runtime.tenant;

import io.longshore.contracts.Principal;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The only way to the database. Work runs in one transaction that sees and writes the rows of one
 * tenant (row-level security by {@code longshore.tenant}); the pooled data source throws outside.
 *
 * <p>A call inside a call of the same tenant joins it; of another tenant it is refused.
 */
public interface TenantTransaction {
  /** Reads and writes rows of the tenant; commits unless {@code work} throws. */
  <T extends @Nullable Object> T call(int tenant, Function<JdbcClient, T> work);

  /** As {@link #call} without a result. */
  default void run(int tenant, Consumer<JdbcClient> work) {
    call(
        tenant,
        jdbc -> {
          work.accept(jdbc);
          return true;
        });
  }

  /**
   * As {@link #run(int, Consumer)} for rare work whose statements may take so long each: the room's
   * limit isn't theirs. Refused inside of a call with another limit.
   */
  default void run(int tenant, Duration statement, Consumer<JdbcClient> work) {
    run(tenant, work);
  }

  /** Reads rows of the tenant in one repeatable-read snapshot; writing is an error. */
  <T extends @Nullable Object> T read(int tenant, Function<JdbcClient, T> work);

  /**
   * Reads and writes tables that are exempt from row-level security (an outbox, a scan of fences);
   * no row of a tenant's table can be seen or written.
   */
  <T extends @Nullable Object> T system(Function<JdbcClient, T> work);

  default <T extends @Nullable Object> T call(Principal principal, Function<JdbcClient, T> work) {
    return call(principal.tenant(), work);
  }

  default void run(Principal principal, Consumer<JdbcClient> work) {
    run(principal.tenant(), work);
  }

  default <T extends @Nullable Object> T read(Principal principal, Function<JdbcClient, T> work) {
    return read(principal.tenant(), work);
  }
}
