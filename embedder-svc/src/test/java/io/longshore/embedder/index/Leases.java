package io.longshore.embedder.index;

import io.longshore.runtime.tenant.TenantTransaction;

/** All rows of {@code building}, as if time had gone by. */
record Leases(TenantTransaction transaction) {
  void endIn(String time) {
    transaction.system(jdbc ->
        jdbc.sql("update building set until = now() + :time::interval")
            .param("time", time)
            .update());
  }

  int ofMoreThan(String time) {
    return transaction.system(jdbc ->
        jdbc.sql("select count(*) from building where until > now() + :time::interval")
            .param("time", time)
            .query(Integer.class)
            .single());
  }
}
