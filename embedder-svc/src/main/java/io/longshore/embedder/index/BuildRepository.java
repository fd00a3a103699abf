package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which collection this one brings into its other generations, under a lease. One at a time. */
final class BuildRepository {
  /** How long a collection belongs to a holder that says nothing. */
  static final Duration LEASE = Duration.ofSeconds(30);

  static final int RENEWAL_SECONDS = 10;

  private final TenantTransaction transactions;
  private final String holder = UUID.randomUUID().toString();

  /** What it is at: nothing else is prolonged, whatever the table says. */
  private volatile @Nullable Build held;

  private record Build(int tenant, CollectionId collection) {}

  BuildRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /** Takes it or keeps it; false while another one has it. */
  boolean claim(int tenant, CollectionId collection) {
    boolean claimed =
        transactions.system(jdbc ->
            jdbc.sql(
                        """
                        insert into building (tenant, collection, holder, until)
                        values (:tenant, :collection, :holder, now() + :lease::interval)
                        on conflict (tenant, collection) do update
                          set holder = excluded.holder, until = excluded.until
                          where building.holder = excluded.holder or building.until < now()
                        """)
                    .param("tenant", tenant)
                    .param("collection", collection.value())
                    .param("holder", holder)
                    .param("lease", LEASE.toString())
                    .update()
                == 1);
    held = claimed ? new Build(tenant, collection) : null;
    return claimed;
  }

  /** Whether another one has it. */
  boolean isAnothers(int tenant, CollectionId collection) {
    return transactions.system(jdbc ->
        jdbc.sql(
                """
                select exists (select from building
                  where tenant = :tenant and collection = :collection
                    and holder <> :holder and until >= now())
                """)
            .param("tenant", tenant)
            .param("collection", collection.value())
            .param("holder", holder)
            .query(Boolean.class)
            .single());
  }

  /** Prolongs the lease of what it is at. */
  void renew() {
    Build build = held;
    if (build == null) {
      return;
    }
    transactions.system(jdbc ->
        jdbc.sql(
                """
                update building set until = now() + :lease::interval
                where tenant = :tenant and collection = :collection and holder = :holder
                """)
            .param("lease", LEASE.toString())
            .param("tenant", build.tenant())
            .param("collection", build.collection().value())
            .param("holder", holder)
            .update());
  }

  /** Others may go on at once; when this fails, once the lease has run out. */
  void release(int tenant, CollectionId collection) {
    held = null;
    transactions.system(jdbc ->
        jdbc.sql(
                """
                delete from building
                where tenant = :tenant and collection = :collection and holder = :holder
                """)
            .param("tenant", tenant)
            .param("collection", collection.value())
            .param("holder", holder)
            .update());
  }
}
