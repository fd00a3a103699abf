package io.longshore.gateway.library;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.runtime.tenant.Timestamptz;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How documents are forgotten, in the rows. */
@Component
final class DeletionRepository {
  /** What is told to the rooms. */
  record Order(DocumentId document, CollectionId collection, String name, int version) {}

  /** Documents of a collection that are not being deleted yet. */
  List<DocumentId> alive(JdbcClient jdbc, CollectionId collection, int most) {
    return jdbc
        .sql(
            """
            select id from document where collection = :collection and delete_version is null
            limit :most
            """)
        .param("collection", collection.value())
        .param("most", most)
        .query(UUID.class)
        .list()
        .stream()
        .map(DocumentId::new)
        .toList();
  }

  /** Whether one of these documents is not for the principal to read. */
  boolean holdsHidden(JdbcClient jdbc, Principal principal, CollectionId collection) {
    return jdbc.sql(
            """
            select exists (
              select from document d
              join document_version v
                on v.tenant = d.tenant and v.document = d.id and v.version = d.version
              where d.collection = :collection and d.delete_version is null and not %s)
            """
                .formatted(Rights.READS_WITHIN))
        .param("collection", collection.value())
        .params(Rights.of(principal))
        .query(Boolean.class)
        .single();
  }

  /** Marks it; empty when it was marked before or is unknown. */
  Optional<Order> mark(JdbcClient jdbc, DocumentId id, Instant now) {
    return jdbc.sql(
            """
            update document set delete_version = version + 1, updated_at = :now
            where id = :id and delete_version is null
            returning collection, name, delete_version
            """)
        .param("id", id.value())
        .param("now", Timestamptz.of(now))
        .query((row, index) ->
            new Order(
                id,
                new CollectionId(row.getObject("collection", UUID.class)),
                row.getString("name"),
                row.getInt("delete_version")))
        .optional();
  }

  /**
   * An owner holds nothing of it any more.
   *
   * @return all owners that said so for this deletion; empty when it is over or not meant
   */
  Set<String> erased(JdbcClient jdbc, DocumentId id, int version, String owner, Instant now) {
    return jdbc.sql(
            """
            update document set updated_at = :now,
              erased_by = array(select distinct unnest(array_append(erased_by, :owner)))
            where id = :id and delete_version <= :version and deleted_at is null
            returning erased_by
            """)
        .param("owner", owner)
        .param("now", Timestamptz.of(now))
        .param("id", id.value())
        .param("version", version)
        .query((row, index) -> Set.of((String[]) row.getArray(1).getArray()))
        .optional()
        .orElse(Set.of());
  }

  boolean isDeleted(JdbcClient jdbc, DocumentId id) {
    return jdbc.sql(
            "select exists (select from document where id = :id and deleted_at is not null)")
        .param("id", id.value())
        .query(Boolean.class)
        .single();
  }

  /** What is left is a tombstone: id, versions and keys, so that late words can't revive it. */
  void deleted(JdbcClient jdbc, DocumentId id, Instant now) {
    jdbc.sql(
            "update document set deleted_at = :now, updated_at = :now, name = '', owner = '' where id = :id")
        .param("now", Timestamptz.of(now))
        .param("id", id.value())
        .update();
    jdbc.sql(
            """
            update document_version set metadata = '[]', date = null, readers = '{}'
            where document = :id
            """)
        .param("id", id.value())
        .update();
  }
}
