package io.longshore.embedder.index;

import io.longshore.contracts.CollectionId;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Duration;
import java.util.UUID;

/** Which collections this one brings into their other generations, under leases. */
final class BuildRepository {
  /** How long a collection belongs to a holder that says nothing. */
  static final Duration LEASE = Duration.ofSeconds(30);

  static final int RENEWAL_SECONDS = 10;

  private final TenantTransaction transactions;
  private final String holder = UUID.randomUUID().toString();

  BuildRepository(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /** Takes it or keeps it; false while another one has it. */
  boolean claim(int tenant, CollectionId collection) {
    return transactions.system(jdbc ->
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
  }

  /** Prolongs what it holds, and forgets what nobody holds. */
  void renew() {
    transactions.system(jdbc -> {
      jdbc.sql("update building set until = now() + :lease::interval where holder = :holder")
          .param("lease", LEASE.toString())
          .param("holder", holder)
          .update();
      return jdbc.sql("delete from building where until < now()").update();
    });
  }

  /** Others may go on at once. */
  void release(int tenant, CollectionId collection) {
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
