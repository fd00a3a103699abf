package io.longshore.gateway.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.Principal;
import io.longshore.runtime.tenant.TenantRows;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted of a tenant, on the real database. */
class TenantErasureTest {
  private static final Principal GONE = new Principal(9, "gone", List.of());
  private static final int MANY = 2 * TenantRows.BATCH + 100;

  @TempDir Path folder;

  @Test
  void aBigTenantsDocumentsAndCollectionsGoSoManyATransaction() {
    var rig = new Rig(folder, Rig.limits(4, 4, 4));
    var erasure = new TenantErasure(rig.transactions, rig.deletions);
    rig.upload(GONE, "first.txt", "Sea.");
    sql(
        rig,
        "insert into document (id, collection, name, version, created_at, updated_at)"
            + " select gen_random_uuid(), (select id from collection), n::text, 1, now(), now()"
            + " from generate_series(2, %d) n".formatted(MANY));
    assertThat(erasure.empty(GONE.tenant())).as("rooms still hold documents").isFalse();
    assertThat(number(rig, "select count(*) from document where delete_version is null")).isZero();
    assertThat(number(rig, "select count(*) from outbox where deletion")).isEqualTo(MANY);
    assertThat(inOneTransaction(rig, "document")).isEqualTo(TenantRows.BATCH);

    sql(rig, "update document set deleted_at = now()");
    sql(rig, "delete from outbox");
    sql(
        rig,
        "insert into collection (id, name, created_at, deleted_at)"
            + " select gen_random_uuid(), n::text, now(), now() from generate_series(2, %d) n"
                .formatted(MANY));
    sql(rig, "delete from deleted_collection");
    assertThat(erasure.empty(GONE.tenant())).isTrue();
    assertThat(number(rig, "select count(*) from collection where name <> ''")).isZero();
    assertThat(inOneTransaction(rig, "collection")).isEqualTo(TenantRows.BATCH);
  }

  /** Rows that the busiest transaction wrote last. */
  private static long inOneTransaction(Rig rig, String table) {
    return number(
        rig,
        "select max(n) from (select count(*) n from %s group by xmin::text) t".formatted(table));
  }

  private static void sql(Rig rig, String sql) {
    rig.transactions.run(GONE, jdbc -> jdbc.sql(sql).update());
  }

  private static long number(Rig rig, String sql) {
    return rig.transactions.read(GONE, jdbc -> jdbc.sql(sql).query(Long.class).single());
  }
}
