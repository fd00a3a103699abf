package io.longshore.runtime.tenant;

import java.util.List;

/** Takes the rows of a tenant that is deleted away, so many a transaction: none holds others up. */
public final class TenantRows {
  /** Of one transaction. */
  public static final int BATCH = 1_000;

  private TenantRows() {}

  /**
   * Deletes all that a tenant has in these tables, in this order; what was deleted stays so when a
   * later batch fails.
   *
   * @param tables each has a column {@code tenant}
   */
  public static void delete(TenantTransaction transactions, int tenant, List<String> tables) {
    for (String table : tables) {
      int found;
      do {
        found = deleteSome(transactions, tenant, table);
      } while (found > 0);
    }
  }

  /** Returns how many it found, which another may have deleted before it could. */
  private static int deleteSome(TenantTransaction transactions, int tenant, String table) {
    return transactions.call(
        tenant,
        jdbc ->
            jdbc.sql(
                    """
                    with found as materialized (
                      select ctid from %s where tenant = :tenant limit :batch
                    ), gone as (
                      delete from %s where tenant = :tenant
                        and ctid = any(array(select ctid from found))
                    )
                    select count(*) from found
                    """
                        .formatted(table, table))
                .param("tenant", tenant)
                .param("batch", BATCH)
                .query(Integer.class)
                .single());
  }
}
