package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.runtime.tenant.TenantTransaction;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Collections whose name is free again and that a room may still know something of. The database
 * adds one when it is deleted.
 */
@Service
public final class DeletedCollections {
  private final TenantTransaction transactions;

  DeletedCollections(TenantTransaction transactions) {
    this.transactions = transactions;
  }

  /** One of a tenant. */
  public record Deleted(int tenant, CollectionId id) {}

  /** Those that it is time to tell of. */
  public List<Deleted> due(Instant now, int most) {
    return transactions.system(jdbc ->
        jdbc.sql(
                """
                select tenant, id from deleted_collection where due_at <= :now
                order by due_at limit :most
                """)
            .param("now", Timestamptz.of(now))
            .param("most", most)
            .query((row, number) ->
                new Deleted(row.getInt(1), new CollectionId(row.getObject(2, UUID.class))))
            .list());
  }

  /** It is told of again. */
  public void later(Deleted one, Instant due) {
    transactions.system(jdbc ->
        jdbc.sql("update deleted_collection set due_at = :due where tenant = :tenant and id = :id")
            .param("due", Timestamptz.of(due))
            .param("tenant", one.tenant())
            .param("id", one.id().value())
            .update());
  }

  /** No room knows anything of it any more. */
  public void forgotten(Deleted one) {
    transactions.system(jdbc ->
        jdbc.sql("delete from deleted_collection where tenant = :tenant and id = :id")
            .param("tenant", one.tenant())
            .param("id", one.id().value())
            .update());
  }
}
