package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.runtime.tenant.TenantRows;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Empties a tenant that is deleted. What it handed in goes the way of all deleted documents. */
@Service
public final class TenantErasure {
  /** In this order; what refers to a row goes before it. */
  private static final List<String> TALK =
      List.of("answer_source", "running_answer", "answer", "conversation");

  private final TenantTransaction transactions;
  private final Deletions deletions;

  TenantErasure(TenantTransaction transactions, Deletions deletions) {
    this.transactions = transactions;
    this.deletions = deletions;
  }

  /**
   * Deletes what is there, and looks again; to be repeated until nothing is left.
   *
   * @return whether nothing is left: no document that a room still holds, and no collection that
   *     the index still knows of
   */
  public boolean empty(int tenant) {
    transactions
        .read(tenant, TenantErasure::collections)
        .forEach(collection -> deletions.deleteCollection(tenant, collection));
    TenantRows.delete(transactions, tenant, TALK);
    boolean empty = transactions.read(tenant, jdbc -> isEmpty(jdbc, tenant));
    boolean more = empty;
    while (more) {
      more = transactions.call(tenant, TenantErasure::forgetNames) == TenantRows.BATCH;
    }
    return empty;
  }

  private static List<CollectionId> collections(JdbcClient jdbc) {
    return jdbc
        .sql("select id from collection where deleted_at is null")
        .query(UUID.class)
        .list()
        .stream()
        .map(CollectionId::new)
        .toList();
  }

  private static boolean isEmpty(JdbcClient jdbc, int tenant) {
    return jdbc.sql(
            """
            select not exists (select from collection where deleted_at is null)
              and not exists (select from document where deleted_at is null)
              and not exists (select from outbox where tenant = :tenant)
              and not exists (select from deleted_collection where tenant = :tenant)
            """)
        .param("tenant", tenant)
        .query(Boolean.class)
        .single();
  }

  /**
   * Tombstones of collections stay with those of their documents.
   *
   * @return how many there were, a batch at most
   */
  private static int forgetNames(JdbcClient jdbc) {
    return jdbc.sql(
            """
            update collection
            set name = '', owner = '', readers = '{}', editors = '{}', settings = null
            where id in (select id from collection where name <> '' limit :batch)
            """)
        .param("batch", TenantRows.BATCH)
        .update();
  }
}
